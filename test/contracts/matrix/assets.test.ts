import { expect } from "chai";

import {
  EVIDENCE,
  LienStatus,
  Stage,
  Status,
  activate,
  assetOf,
  consent,
  lienOf,
  pledge,
  propose,
  record,
  register,
  registeredAsset,
  transferTo,
  verifiedAsset,
  whole,
} from "../Assets/acts.ts";
import type { WithAsset } from "../Assets/acts.ts";
import { encodeBytes32String } from "ethers";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { Refused } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";
import { changing } from "./selectors.ts";

type AssetStatus = keyof typeof Status;
type LienState = keyof typeof LienStatus;
type WithLien = WithAsset & { readonly lien: bigint };
type Refusal = `refused: ${string}`;

async function after(name: string): Promise<WithAsset> {
  const ledger = await registeredAsset();
  await record(ledger, name, ledger.id, EVIDENCE);
  return ledger;
}

const ASSETS: Readonly<Record<AssetStatus, () => Promise<WithAsset>>> = {
  NONE: async () => {
    const ledger = await deployLedger();
    return { ...ledger, id: await ledger.assets.text("idOf", "0x5553", 0n, encodeBytes32String("7158629")) };
  },
  PENDING: registeredAsset,
  VERIFIED: verifiedAsset,
  EXPIRED: () => after("expire"),
  INVALIDATED: () => after("invalidate"),
  REJECTED: () => after("reject"),
};

const LIENS: Readonly<Record<LienState, () => Promise<WithLien>>> = {
  NONE: async () => ({ ...(await verifiedAsset()), lien: 1n }),
  PROPOSED: proposedLien,
  CONSENTED: consentedLien,
  ACTIVE: activeLien,
  RELEASED: async () => {
    const ledger = await activeLien();
    await ledger.financier.acts(ledger.assets.call("release", ledger.lien, EVIDENCE));
    return ledger;
  },
  ENFORCED: async () => {
    const ledger = await activeLien();
    await record(ledger, "enforce", ledger.lien, whole(ledger.supplier), [], EVIDENCE);
    return ledger;
  },
  WITHDRAWN: async () => {
    const ledger = await proposedLien();
    await ledger.supplier.acts(ledger.assets.call("withdraw", ledger.lien, EVIDENCE));
    return ledger;
  },
  REFUSED: async () => {
    const ledger = await proposedLien();
    await record(ledger, "refuse", ledger.lien, EVIDENCE);
    return ledger;
  },
};

async function proposedLien(): Promise<WithLien> {
  const ledger = await verifiedAsset();
  return { ...ledger, lien: await propose(ledger) };
}

async function consentedLien(): Promise<WithLien> {
  const ledger = await proposedLien();
  await consent(ledger, ledger.lien, ledger.financier);
  return ledger;
}

async function activeLien(): Promise<WithLien> {
  const ledger = await verifiedAsset();
  return { ...ledger, lien: await pledge(ledger) };
}

const TO = (to: AssetStatus, ...from: AssetStatus[]): Record<AssetStatus, AssetStatus | Refusal> =>
  fromEach(Status, (status) => {
    if (from.includes(status)) return to;
    return status === "NONE" ? "refused: UnknownAsset" : "refused: ForbiddenAssetTransition";
  });

const KEEPS = fromEach(Status, (status) => (status === "NONE" ? "refused: UnknownAsset" : status));

function fromEach<S extends string, T>(of: Readonly<Record<S, bigint>>, outcome: (status: S) => T): Record<S, T> {
  const entries = Object.keys(of).map((status) => [status, outcome(status as S)] as const);
  return Object.fromEntries(entries) as Record<S, T>;
}

interface AssetRow {
  readonly act: (ledger: WithAsset) => Promise<unknown>;
  readonly outcome: Readonly<Record<AssetStatus, AssetStatus | Refusal>>;
}

const official =
  (name: string, ...args: unknown[]) =>
  (ledger: WithAsset) =>
    record(ledger, name, ledger.id, ...args, EVIDENCE);

const ON_ASSETS: Readonly<Record<string, AssetRow>> = {
  register: {
    act: (ledger) => register(ledger),
    outcome: fromEach(Status, (status) =>
      status === "NONE" || status === "REJECTED" ? "PENDING" : "refused: AssetExists",
    ),
  },
  transfer: {
    act: ({ supplier, buyer, assets, id }) => transferTo(supplier, assets, id, whole(buyer)),
    outcome: TO("PENDING", "PENDING", "VERIFIED"),
  },
  verify: { act: official("verify"), outcome: TO("VERIFIED", "PENDING") },
  reject: { act: official("reject"), outcome: TO("REJECTED", "PENDING") },
  recordStage: { act: official("recordStage", Stage.GRANTED), outcome: KEEPS },
  recordTerm: {
    act: (ledger) => record(ledger, "recordTerm", ledger.id, { expiresAt: 0n, termBasis: 1n, source: EVIDENCE }),
    outcome: KEEPS,
  },
  recordFees: { act: official("recordFees", 1n), outcome: KEEPS },
  note: {
    act: ({ assets, sales, id }) => sendAs(sales.address, assets.call("note", id, EVIDENCE, "0x")),
    outcome: KEEPS,
  },
  recordContest: { act: official("recordContest", true), outcome: KEEPS },
  recordRestraint: { act: official("recordRestraint", true), outcome: KEEPS },
  expire: { act: official("expire"), outcome: TO("EXPIRED", "PENDING", "VERIFIED") },
  invalidate: { act: official("invalidate"), outcome: TO("INVALIDATED", "PENDING", "VERIFIED", "EXPIRED") },
  restore: { act: official("restore"), outcome: TO("PENDING", "EXPIRED", "INVALIDATED") },
  propose: {
    act: (ledger) => propose(ledger),
    outcome: {
      NONE: "refused: UnknownAsset",
      PENDING: "refused: NotVerified",
      VERIFIED: "VERIFIED",
      EXPIRED: "refused: RightEnded",
      INVALIDATED: "refused: RightEnded",
      REJECTED: "refused: NotVerified",
    },
  },
  setAuthority: {
    act: ({ accessManager, parties, assets }) =>
      sendAs(accessManager.address, assets.call("setAuthority", parties.address)),
    outcome: fromEach(Status, (status) => status),
  },
};

interface LienRow {
  readonly act: (ledger: WithLien) => Promise<unknown>;
  readonly outcome: Readonly<Record<LienState, LienState | Refusal>>;
}

const LEADS = (to: LienState, ...from: LienState[]): Record<LienState, LienState | Refusal> =>
  fromEach(LienStatus, (status) => {
    if (from.includes(status)) return to;
    return status === "NONE" ? "refused: UnknownLien" : "refused: WrongLienStatus";
  });
/** Acts before registration say of a refused lien that it is refused. */
const BEFORE = (to: LienState, ...from: LienState[]) => ({
  ...LEADS(to, ...from),
  REFUSED: "refused: Refused" as const,
});

const ON_LIENS: Readonly<Record<string, LienRow>> = {
  consent: {
    act: (ledger) => consent(ledger, ledger.lien, ledger.financier),
    outcome: LEADS("CONSENTED", "PROPOSED"),
  },
  withdraw: {
    act: ({ supplier, assets, lien }) => supplier.acts(assets.call("withdraw", lien, EVIDENCE)),
    outcome: BEFORE("WITHDRAWN", "PROPOSED", "CONSENTED"),
  },
  refuse: {
    act: (ledger) => record(ledger, "refuse", ledger.lien, EVIDENCE),
    outcome: BEFORE("REFUSED", "PROPOSED", "CONSENTED"),
  },
  activate: {
    act: (ledger) => activate(ledger, ledger.lien, { sequence: 9n }),
    outcome: { ...BEFORE("ACTIVE", "CONSENTED"), PROPOSED: "refused: ConsentMissing" },
  },
  release: {
    act: ({ financier, assets, lien }) => financier.acts(assets.call("release", lien, EVIDENCE)),
    outcome: LEADS("RELEASED", "ACTIVE"),
  },
  enforce: {
    act: (ledger) => record(ledger, "enforce", ledger.lien, whole(ledger.supplier), [], EVIDENCE),
    outcome: LEADS("ENFORCED", "ACTIVE"),
  },
};

async function outcomeOf<S extends string>(
  act: () => Promise<unknown>,
  statusNow: () => Promise<bigint>,
  names: Readonly<Record<S, bigint>>,
): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return `refused: ${error.error}`;
  }
  const status = await statusNow();
  return Object.keys(names).find((name) => names[name as S] === status) ?? `status ${String(status)}`;
}

describe("Every act in every status of an asset and of a lien", () => {
  it("has a row for each function of Assets that changes state, and no other", async () => {
    const { assets } = await loadFixture(deployLedger);
    const names = changing(assets).map(({ name }) => name);
    expect([...Object.keys(ON_ASSETS), ...Object.keys(ON_LIENS)].toSorted()).to.deep.equal(names.toSorted());
  });

  for (const [name, { act, outcome }] of Object.entries(ON_ASSETS)) {
    for (const status of Object.keys(ASSETS) as AssetStatus[]) {
      it(`${name} on an asset that is ${status} ends ${outcome[status]}`, async () => {
        const ledger = await loadFixture(ASSETS[status]);
        const statusNow = async (): Promise<bigint> => (await assetOf(ledger, ledger.id)).status;
        expect(await statusNow()).to.equal(Status[status]);
        expect(await outcomeOf(() => act(ledger), statusNow, Status)).to.equal(outcome[status]);
      });
    }
  }

  for (const [name, { act, outcome }] of Object.entries(ON_LIENS)) {
    for (const status of Object.keys(LIENS) as LienState[]) {
      it(`${name} on a lien that is ${status} ends ${outcome[status]}`, async () => {
        const ledger = await loadFixture(LIENS[status]);
        const statusNow = async (): Promise<bigint> => (await lienOf(ledger, ledger.lien)).status;
        expect(await statusNow()).to.equal(LienStatus[status]);
        expect(await outcomeOf(() => act(ledger), statusNow, LienStatus)).to.equal(outcome[status]);
      });
    }
  }
});
