import { expect } from "chai";

import { PERMISSIONS, ROLES, ROLE_NAMES } from "../../../services/chain/roles.ts";
import type { RoleName } from "../../../services/chain/roles.ts";
import type { Deployed } from "../support/deployed.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { RELAYER, loadFixture, outsider } from "../support/network.ts";
import { Refused } from "../support/refusal.ts";
import { ask } from "../support/transactions.ts";
import { changing, zeroOf } from "./selectors.ts";

/** Functions that anybody may call as far as the AccessManager is asked: they check for themselves who may do what. */
const UNRESTRICTED: Readonly<Record<string, readonly string[]>> = {
  Parties: ["enter", "carry"],
  PartyAccount: [
    "initialise",
    "execute",
    "cancel",
    "run",
    "setSigners",
    "proposeRecovery",
    "confirmRecovery",
    "cancelRecovery",
    "revokeRecovery",
    "executeRecovery",
  ],
  Fingerprints: [],
  Attestations: ["attest", "revoke"],
  Policies: [],
  Relay: ["relay"],
  Bulk: ["registerMany", "acknowledgeMany"],
  Market: [
    "ask",
    "take",
    "cancel",
    "bid",
    "counter",
    "accept",
    "withdrawBid",
    "close",
    "setLimit",
    "recount",
    "reserve",
  ],
  StandingOffers: ["offer", "takeOffer", "entrust", "finance", "withdrawOffer"],
  Assets: ["register", "transfer", "propose", "consent", "withdraw", "release"],
  Servicing: [
    "cancel",
    "reject",
    "dispute",
    "withdrawDispute",
    "proposeCredit",
    "declineCredit",
    "acceptCredit",
    "payCredit",
    "proposeAmendment",
    "acceptAmendment",
    "giveRecourse",
    "grantDiscount",
    "takeDiscount",
    "put",
    "withdrawPut",
    "buyBack",
  ],
  Facilities: [
    "redeem",
    "redeemFor",
    "withdraw",
    "withdrawFor",
    "assign",
    "safeTransferFrom",
    "safeBatchTransferFrom",
    "setApprovalForAll",
  ],
  Loans: ["pay"],
  Covenants: ["report", "callMargin", "recordDefault", "cure"],
  Votes: ["askWaiver", "askAmendment", "askAcceleration", "vote", "release"],
  Collateral: ["attach"],
  Income: ["assign", "collect"],
  Sales: ["open", "demand", "commit", "reveal", "settle", "payKept"],
  Syndication: [
    "propose",
    "accept",
    "withdraw",
    "satisfy",
    "requestDraw",
    "fund",
    "close",
    "reclaim",
    "offerNovation",
    "consentNovation",
    "acceptNovation",
  ],
  Guarantees: ["offer", "accept", "payPremium", "fund", "demand", "payCover", "recover", "release"],
  FacilityGuarantees: ["offer", "accept", "payPremium", "fund", "demand", "payCover", "recover", "release"],
  Cash: ["requestPayout", "transfer", "transferFrom", "approve"],
  Receivables: [
    "register",
    "registerFor",
    "acknowledge",
    "acknowledgeFor",
    "pay",
    "refund",
    "redeem",
    "redeemFor",
    "withdraw",
    "withdrawFor",
    "assign",
    "safeTransferFrom",
    "safeBatchTransferFrom",
    "setApprovalForAll",
  ],
};

/** For the AccessManager itself and nobody else, whatever role they hold. */
const OF_AUTHORITY = "setAuthority";

const STRANGER = outsider(19);

interface Setting {
  readonly ledger: Ledger;
  readonly contracts: readonly Deployed[];
  /** Who may ask, by what they are: a stranger, a party, the holder of exactly one role. */
  readonly callers: ReadonlyMap<string, string>;
}

/** Each role in the hands of one address that has no other. */
async function setting(): Promise<Setting> {
  const ledger = await deployLedger();
  const {
    governor,
    accessManager,
    parties,
    fingerprints,
    relay,
    bulk,
    market,
    standingOffers,
    servicing,
    assets,
    guarantees,
    euro,
    receivables,
    attestations,
    policies,
    buyer,
  } = ledger;
  const { facilities, loans, collateral, income, sales, syndication, covenants, votes, facilityGuarantees } = ledger;
  const callers = new Map([
    ["stranger", STRANGER],
    ["party", buyer.address],
  ]);
  for (const role of ROLE_NAMES) {
    const holder = outsider(ROLES[role].id + 1);
    await governor.acts(accessManager.call("grantRole", ROLES[role].id, holder, 0));
    callers.set(role, holder);
  }
  const contracts = [
    parties,
    buyer.account,
    fingerprints,
    relay,
    bulk,
    market,
    standingOffers,
    servicing,
    assets,
    guarantees,
    euro,
    receivables,
    facilities,
    loans,
    collateral,
    income,
    sales,
    syndication,
    covenants,
    votes,
    facilityGuarantees,
    attestations,
    policies,
  ];
  return { ledger, contracts, callers };
}

const nameOf = ({ name }: Deployed): string => name;

function roleOf(contract: string, fn: string): RoleName | undefined {
  return PERMISSIONS.find((entry) => entry.contract === contract && entry.functions.includes(fn))?.role;
}

/** The error by which a call from the address is refused; undefined if it is not. */
async function errorOf(contract: Deployed, fn: string, caller: string): Promise<string | undefined> {
  const inputs = contract.interface.getFunction(fn)?.inputs ?? [];
  try {
    await ask(contract.call(fn, ...inputs.map(zeroOf)), caller);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.error;
    throw error;
  }
}

/** Which callers the AccessManager keeps from the function. */
async function barred({ callers }: Setting, contract: Deployed, fn: string): Promise<string[]> {
  const kept: string[] = [];
  for (const [kind, address] of callers) {
    if ((await errorOf(contract, fn, address)) === "AccessManagedUnauthorized") kept.push(kind);
  }
  return kept;
}

describe("Every act by every role", () => {
  it("has a row for each function of each contract that changes state, and no other", async () => {
    const { contracts } = await loadFixture(setting);
    for (const contract of contracts) {
      const name = nameOf(contract);
      const managed = contract.interface.hasFunction("authority");
      const restricted = PERMISSIONS.filter((entry) => entry.contract === name).flatMap(({ functions }) => functions);
      const rows = [...(UNRESTRICTED[name] ?? []), ...restricted, ...(managed ? [OF_AUTHORITY] : [])];
      expect(rows.toSorted(), name).to.deep.equal(
        changing(contract)
          .map((fn) => fn.name)
          .toSorted(),
      );
    }
    expect(contracts.map(nameOf).toSorted()).to.deep.equal(Object.keys(UNRESTRICTED).toSorted());
  });

  for (const { contract: name, role, functions } of PERMISSIONS) {
    for (const fn of functions) {
      it(`lets only ${role} call ${name}.${fn}`, async () => {
        const given = await loadFixture(setting);
        const contract = given.contracts.find((candidate) => candidate.name === name);
        if (contract === undefined) throw new Error(`no contract ${name}`);
        const others = [...given.callers.keys()].filter((kind) => kind !== role);
        expect(roleOf(name, fn)).to.equal(role);
        expect(await barred(given, contract, fn)).to.deep.equal(others);
      });
    }
  }

  for (const [name, functions] of Object.entries(UNRESTRICTED)) {
    for (const fn of functions) {
      it(`leaves ${name}.${fn} to what the contract itself checks`, async () => {
        const given = await loadFixture(setting);
        const contract = given.contracts.find((candidate) => candidate.name === name);
        if (contract === undefined) throw new Error(`no contract ${name}`);
        expect(await barred(given, contract, fn)).to.deep.equal([]);
      });
    }
  }

  it("lets nobody give a contract another authority but the authority itself", async () => {
    const given = await loadFixture(setting);
    for (const contract of given.contracts) {
      if (!contract.interface.hasFunction("authority")) continue;
      expect(await barred(given, contract, OF_AUTHORITY), contract.name).to.deep.equal([...given.callers.keys()]);
      const { address } = given.ledger.accessManager;
      expect(await errorOf(contract, OF_AUTHORITY, address)).not.to.equal("AccessManagedUnauthorized");
    }
  });
});

describe("The AccessManager", () => {
  /** What everybody may call, because it asks for the role of the target, or concerns only the caller. */
  const OPEN = new Set(["cancel", "consumeScheduledOp", "execute", "multicall", "renounceRole", "schedule"]);

  it("lets only ADMIN change roles, permissions and delays", async () => {
    const { ledger, callers } = await loadFixture(setting);
    const { accessManager } = ledger;
    const administrative = changing(accessManager).filter(({ name }) => !OPEN.has(name));
    expect(administrative.length > 8).to.equal(true);
    for (const { name } of administrative) {
      const kept: string[] = [];
      for (const [kind, address] of callers) {
        const error = await errorOf(accessManager, name, address);
        if (error === "AccessManagerUnauthorizedAccount") kept.push(kind);
      }
      expect(kept, name).to.deep.equal([...callers.keys()].filter((kind) => kind !== "ADMIN"));
    }
  });

  it("has none of its administration left with who deployed it", async () => {
    const { accessManager } = await loadFixture(deployLedger);
    const [isMember] = (await accessManager.read("hasRole", ROLES.ADMIN.id, RELAYER)) as unknown as [boolean];
    expect(isMember).to.equal(false);
  });
});
