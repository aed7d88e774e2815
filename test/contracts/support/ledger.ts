import { ZeroAddress, id } from "ethers";

import { PERMISSIONS, ROLES } from "../../../services/chain/roles.ts";
import type { RoleName } from "../../../services/chain/roles.ts";
import { at, deploy } from "./deployed.ts";
import type { Deployed } from "./deployed.ts";
import { DAY, RELAYER, now } from "./network.ts";
import { Custody, Key, Party, keysOf } from "./party.ts";
import { send } from "./transactions.ts";
import { possessionDigest } from "./typedData.ts";

/** Bits of {PartyRoles} in contracts/libraries/Roles.sol. */
export const PartyRole = {
  ENTERPRISE: 1n,
  FINANCIER: 2n,
  SETTLEMENT_BANK: 4n,
  GUARANTOR: 8n,
  APPRAISER: 16n,
  AUDITOR: 32n,
  OPERATOR: 64n,
} as const;

export const EUR = "0x455552";
export const USD = "0x555344";
export const CHF = "0x434846";

/** What the buyer and the financier have in euro cents, and what the bank may mint in a day. */
export const FUNDS = 100_000_000n;
export const DAILY_CAP = 1_000_000_000n;

/** Seconds, as on a shared network. */
export const RECOVERY_DELAY = 604_800n;

/** The contracts of one version of the ledger. */
export interface Contracts {
  readonly network: string;
  readonly accessManager: Deployed;
  readonly parties: Deployed;
  readonly fingerprints: Deployed;
  readonly relay: Deployed;
  readonly euro: Deployed;
  readonly dollar: Deployed;
  readonly attestations: Deployed;
  readonly policies: Deployed;
  readonly receivables: Deployed;
  readonly bulk: Deployed;
  readonly market: Deployed;
  readonly standingOffers: Deployed;
  readonly servicing: Deployed;
  readonly assets: Deployed;
  readonly facilities: Deployed;
  readonly loans: Deployed;
  readonly collateral: Deployed;
  readonly income: Deployed;
  readonly sales: Deployed;
  readonly facilityGuarantees: Deployed;
  readonly syndication: Deployed;
  readonly covenants: Deployed;
  readonly votes: Deployed;
  readonly guarantees: Deployed;
}

export interface Actors {
  readonly governor: Party;
  readonly guardian: Party;
  readonly registrar: Party;
  readonly enforcer: Party;
  readonly pauser: Party;
  /** 2 of 2, with the role SETTLEMENT. */
  readonly bank: Party;
  readonly supplier: Party;
  readonly subSupplier: Party;
  /** 2 of 3. */
  readonly buyer: Party;
  readonly financier: Party;
  /** Signs fingerprints, is no party. */
  readonly fingerprinter: Key;
}

export type Ledger = Contracts & Actors;

export interface AdmissionTerms {
  readonly roles: bigint;
  readonly keys: number;
  readonly threshold: number;
  readonly country?: string;
  readonly validUntil?: bigint;
}

/** Deploys one version on the contracts that all versions share. */
export async function deployVersion(
  shared: Pick<Contracts, "accessManager" | "parties" | "fingerprints" | "euro" | "dollar">,
) {
  const { accessManager, parties, fingerprints, euro, dollar } = shared;
  const attestations = await deploy("Attestations", accessManager.address, parties.address);
  const policies = await deploy("Policies", accessManager.address, parties.address, attestations.address);
  const base = [accessManager.address, parties.address, fingerprints.address, policies.address];
  const receivables = await deploy("Receivables", ...base);
  const bulk = await deploy("Bulk", parties.address, receivables.address);
  const market = await deploy("Market", accessManager.address, parties.address);
  const standingOffers = await deploy("StandingOffers", parties.address, market.address);
  const servicing = await deploy("Servicing", accessManager.address, parties.address, receivables.address);
  const assets = await deploy("Assets", accessManager.address, parties.address);
  const guarantees = await deploy("Guarantees", parties.address, receivables.address);
  const lending = await deployLending({ accessManager, parties, receivables, assets, attestations });
  const { facilities, sales, loans, syndication, covenants } = lending;
  const system = [receivables, bulk, market, standingOffers, servicing, guarantees, assets, ...Object.values(lending)];
  for (const contract of system) await send(parties.call("seal", contract.address));
  for (const token of [receivables, facilities]) {
    for (const cash of [euro, dollar]) await send(token.call("setCash", cash.address));
  }
  await send(market.call("list", receivables.address, ZeroAddress));
  await send(market.call("list", facilities.address, loans.address));
  await send(accessManager.call("grantRole", ROLES.LEDGER.id, receivables.address, 0));
  for (const serving of [servicing, guarantees]) {
    await send(accessManager.call("grantRole", ROLES.SERVICING.id, serving.address, 0));
  }
  await send(accessManager.call("grantRole", ROLES.COLLATERAL.id, sales.address, 0));
  await send(accessManager.call("grantRole", ROLES.SALES.id, sales.address, 0));
  const claimsAndRights = [attestations, policies, receivables, market, servicing, assets];
  for (const contract of [...claimsAndRights, facilities, loans, syndication, covenants])
    await permit(accessManager, contract);
  const claims = { receivables, bulk, market, standingOffers, servicing, guarantees };
  return { attestations, policies, ...claims, assets, ...lending };
}

type LentOn = Pick<Contracts, "accessManager" | "parties" | "receivables" | "assets" | "attestations">;

/** What lends, and what it lends on. */
async function deployLending({ accessManager, parties, receivables, assets, attestations }: LentOn) {
  const authority = accessManager.address;
  const facilities = await deploy("Facilities", authority, parties.address);
  const loans = await deploy("Loans", authority, parties.address, facilities.address);
  const pledged = [parties.address, facilities.address, assets.address, attestations.address];
  const collateral = await deploy("Collateral", ...pledged);
  const sales = await deploy("Sales", parties.address, assets.address, facilities.address, loans.address);
  const base = [parties.address, facilities.address, loans.address];
  const income = await deploy("Income", ...base, receivables.address, assets.address);
  const covenants = await deploy("Covenants", authority, ...base, collateral.address);
  const syndication = await deploy("Syndication", authority, ...base, covenants.address);
  const votes = await deploy("Votes", ...base, syndication.address, covenants.address);
  const facilityGuarantees = await deploy("FacilityGuarantees", ...base, syndication.address);
  for (const lender of [loans, syndication, covenants, votes, collateral, income, facilityGuarantees]) {
    await send(accessManager.call("grantRole", ROLES.LENDING.id, lender.address, 0));
  }
  return { facilities, loans, collateral, income, sales, syndication, covenants, votes, facilityGuarantees };
}

/** Gives every restricted function of the contract to its role, by the policy's table. */
async function permit(accessManager: Deployed, contract: Deployed): Promise<void> {
  for (const { contract: name, role, functions } of PERMISSIONS) {
    if (name !== contract.name) continue;
    const selectors = functions.map((fn) => contract.interface.getFunction(fn)?.selector);
    await send(accessManager.call("setTargetFunctionRole", contract.address, selectors, ROLES[role].id));
  }
}

/** All contracts, with the deployer still their administrator. */
async function deployContracts(): Promise<Contracts> {
  const network = id("a test network");
  const accessManager = await deploy("AccessManager", RELAYER);
  const parties = await deploy("Parties", accessManager.address, network, RECOVERY_DELAY);
  const fingerprints = await deploy("Fingerprints", accessManager.address, network);
  const relay = await deploy("Relay", parties.address);
  const euro = await deploy("Cash", accessManager.address, parties.address, EUR, "EUR", 2);
  const dollar = await deploy("Cash", accessManager.address, parties.address, USD, "USD", 2);
  for (const cash of [euro, dollar]) await send(parties.call("seal", cash.address));
  const version = await deployVersion({ accessManager, parties, fingerprints, euro, dollar });
  for (const contract of [parties, fingerprints, euro, dollar]) await permit(accessManager, contract);
  return { network, accessManager, parties, fingerprints, relay, euro, dollar, ...version };
}

/** What an admission is made of, and each signer's proof that it holds its key. */
export async function admission({ network, parties }: Contracts, name: string, terms: AdmissionTerms) {
  const keys = keysOf(name, terms.keys);
  const entity = id(`entity of ${name}`);
  const proofs = keys.map((key) =>
    key.sign(possessionDigest({ network, contract: parties.address }, entity, key.address)),
  );
  const fields = {
    entity,
    roles: terms.roles,
    country: terms.country ?? "0x4445",
    validUntil: terms.validUntil ?? (await now()) + 365n * DAY,
    threshold: terms.threshold,
    signers: keys.map((key) => ({ key: key.address, custody: Custody.EXTERNAL })),
  };
  return { fields, proofs, keys };
}

/** Admits a party, by whoever may. */
export async function admit(
  contracts: Contracts,
  name: string,
  terms: AdmissionTerms,
  submit: (call: { target: string; data: string }) => Promise<unknown> = send,
): Promise<Party> {
  const { fields, proofs, keys } = await admission(contracts, name, terms);
  await submit(contracts.parties.call("admit", fields, proofs));
  const account = await at("PartyAccount", await contracts.parties.text("accountOf", fields.entity));
  return new Party(name, fields.entity, account, keys, terms.threshold, contracts.network);
}

/** The ledger as its deployment leaves it, with parties admitted, the buyer and the financier with money. */
export async function deployLedger(): Promise<Ledger> {
  const contracts = await deployContracts();
  const { accessManager, parties, euro } = contracts;
  const grant = (role: RoleName, to: string) => send(accessManager.call("grantRole", ROLES[role].id, to, 0));
  await send(
    accessManager.call("setTargetFunctionRole", parties.address, selectorsOf(parties, "admit"), ROLES.ADMIN.id),
  );

  const network = { roles: PartyRole.OPERATOR, keys: 1, threshold: 1 };
  const twoKeys = { keys: 2, threshold: 2 };
  const enterprise = { roles: PartyRole.ENTERPRISE, keys: 1, threshold: 1 };
  const actors: Actors = {
    governor: await admit(contracts, "governor", { ...network, ...twoKeys }),
    guardian: await admit(contracts, "guardian", { ...network, ...twoKeys }),
    registrar: await admit(contracts, "registrar", network),
    enforcer: await admit(contracts, "enforcer", network),
    pauser: await admit(contracts, "pauser", network),
    bank: await admit(contracts, "bank", { roles: PartyRole.SETTLEMENT_BANK, ...twoKeys }),
    supplier: await admit(contracts, "supplier", enterprise),
    subSupplier: await admit(contracts, "subSupplier", enterprise),
    buyer: await admit(contracts, "buyer", { roles: PartyRole.ENTERPRISE, keys: 3, threshold: 2 }),
    financier: await admit(contracts, "financier", { roles: PartyRole.FINANCIER, keys: 1, threshold: 1 }),
    fingerprinter: new Key("fingerprinter"),
  };
  await send(
    accessManager.call("setTargetFunctionRole", parties.address, selectorsOf(parties, "admit"), ROLES.REGISTRAR.id),
  );
  const { governor, guardian, registrar, enforcer, pauser, bank, buyer, financier, fingerprinter } = actors;
  await grant("GOVERNOR", governor.address);
  await grant("ADMIN", governor.address);
  await grant("GUARDIAN", guardian.address);
  await grant("REGISTRAR", registrar.address);
  await grant("ENFORCER", enforcer.address);
  await grant("PAUSER", pauser.address);
  await grant("COLLATERAL", registrar.address);
  await grant("SETTLEMENT", bank.address);
  await grant("FINGERPRINTER", fingerprinter.address);
  await send(accessManager.call("renounceRole", ROLES.ADMIN.id, RELAYER));

  await governor.acts(euro.call("setDailyCap", bank.address, DAILY_CAP));
  for (const party of [buyer, financier]) {
    await bank.acts(euro.call("mint", party.address, FUNDS, id(`opening deposit of ${party.name}`)));
  }
  return { ...contracts, ...actors };
}

function selectorsOf(contract: Deployed, ...names: string[]): string[] {
  return names.map((name) => contract.interface.getFunction(name)?.selector ?? name);
}
