import { encodeBytes32String, id as hashOf } from "ethers";

import type { Deployed } from "../support/deployed.ts";
import { EUR, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export const Kind = { PATENT: 0n, UTILITY_MODEL: 1n, DESIGN: 2n, TRADEMARK: 3n, DATA_ASSET: 5n } as const;
export const Stage = { GRANTED: 0n, APPLICATION: 1n, NO_RIGHT: 2n } as const;
export const Status = { NONE: 0n, PENDING: 1n, VERIFIED: 2n, EXPIRED: 3n, INVALIDATED: 4n, REJECTED: 5n } as const;
export const Basis = { UNKNOWN: 0n, UNLIMITED: 1n, GRANT: 2n, EXTENSION: 5n } as const;
export const LienKind = { SECURITY_INTEREST: 0n, PLEDGE: 1n } as const;
export const LienStatus = {
  NONE: 0n,
  PROPOSED: 1n,
  CONSENTED: 2n,
  ACTIVE: 3n,
  RELEASED: 4n,
  ENFORCED: 5n,
  WITHDRAWN: 6n,
  REFUSED: 7n,
} as const;
/** Bits of {Notices} in contracts/libraries/Roles.sol. */
export const Notice = { NONE: 0n, INVALIDATION_PENDING: 1n, SAME_DAY_INVENTION: 2n } as const;

/** `feesPaidUntil` of a right without fees. */
export const NO_FEES = (1n << 40n) - 1n;
export const EVIDENCE = hashOf("an extract from the office's register");
export const YEAR = 365n * DAY;

export interface Owner {
  readonly account: string;
  readonly parts: bigint;
}

export interface Registration {
  readonly office: string;
  readonly kind: bigint;
  readonly number: string;
  readonly stage: bigint;
  readonly term: { readonly expiresAt: bigint; readonly termBasis: bigint; readonly source: string };
  readonly feesPaidUntil: bigint;
  readonly hasSameDayInvention: boolean;
  readonly owners: readonly Owner[];
  readonly documentRoot: string;
}

export interface Asset {
  readonly status: bigint;
  readonly stage: bigint;
  readonly basis: bigint;
  readonly expiresAt: bigint;
  readonly feesPaidUntil: bigint;
  readonly isContested: boolean;
  readonly isWithheld: boolean;
  readonly wasVerified: boolean;
  readonly title: bigint;
  readonly seq: bigint;
}

export interface Proposal {
  readonly asset: string;
  readonly lienKind: bigint;
  readonly lender: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly debtDueAt: bigint;
  readonly notices: bigint;
  readonly debt: string;
  readonly documentRoot: string;
}

export interface Entry {
  readonly register: string;
  readonly number: string;
  readonly officialAt: bigint;
  readonly sequence: bigint;
  readonly documentHash: string;
}

export interface Lien {
  readonly status: bigint;
  readonly title: bigint;
  readonly officialAt: bigint;
  readonly sequence: bigint;
  readonly amount: bigint;
}

/** A ledger with one asset that a test is about. */
export type WithAsset = Ledger & { readonly id: string };

export const whole = (party: Party): Owner[] => [{ account: party.address, parts: 1n }];

/** Of a patent that the supplier owns, in force for ten years, its fees paid for two. */
export async function registration(ledger: Ledger, given: Partial<Registration> = {}): Promise<Registration> {
  const today = await now();
  return {
    office: "0x5553",
    kind: Kind.PATENT,
    number: encodeBytes32String("7158629"),
    stage: Stage.GRANTED,
    term: { expiresAt: today + 10n * YEAR, termBasis: Basis.GRANT, source: hashOf("the grant") },
    feesPaidUntil: today + 2n * YEAR,
    hasSameDayInvention: false,
    owners: whole(ledger.supplier),
    documentRoot: hashOf("the record"),
    ...given,
  };
}

export async function register(
  ledger: Ledger,
  given: Partial<Registration> = {},
  by: Party = ledger.supplier,
): Promise<string> {
  const entry = await registration(ledger, given);
  await by.acts(ledger.assets.call("register", entry));
  return ledger.assets.text("idOf", entry.office, entry.kind, entry.number);
}

/** What only the registrar does. */
export const record = (ledger: Ledger, name: string, ...args: unknown[]): Promise<Receipt> =>
  ledger.registrar.acts(ledger.assets.call(name, ...args));

export const assetOf = ({ assets }: Ledger, id: string): Promise<Asset> => assets.struct<Asset>("assetOf", id);
export const lienOf = ({ assets }: Ledger, lien: bigint): Promise<Lien> => assets.struct<Lien>("lienOf", lien);

export async function ownersOf({ assets }: Ledger, id: string): Promise<Owner[]> {
  const [owners] = (await assets.read("ownersOf", id)) as unknown as [[string, bigint][]];
  return owners.map(([account, parts]) => ({ account, parts }));
}

/** The active liens in their rank. */
export async function rankedOn({ assets }: Ledger, id: string): Promise<bigint[]> {
  const [liens] = (await assets.read("liensOf", id)) as unknown as [Iterable<bigint>];
  return [...liens];
}

export const transferTo = (by: Party, assets: Deployed, id: string, owners: readonly Owner[]): Promise<Receipt> =>
  by.acts(assets.call("transfer", id, owners, EVIDENCE));

/** A security interest of the financier over ten thousand euros. */
export async function proposal(ledger: WithAsset, given: Partial<Proposal> = {}): Promise<Proposal> {
  return {
    asset: ledger.id,
    lienKind: LienKind.SECURITY_INTEREST,
    lender: ledger.financier.address,
    amount: 1_000_000n,
    currency: EUR,
    debtDueAt: (await now()) + 3n * YEAR,
    notices: Notice.NONE,
    debt: hashOf("a loan"),
    documentRoot: hashOf("the contract"),
    ...given,
  };
}

export async function propose(
  ledger: WithAsset,
  given: Partial<Proposal> = {},
  by: Party = ledger.supplier,
): Promise<bigint> {
  const receipt = await by.acts(ledger.assets.call("propose", await proposal(ledger, given)));
  const [event] = ledger.assets.events(receipt, "LienProposed");
  return event?.["lien"] as bigint;
}

export const consent = ({ assets }: Ledger, lien: bigint, by: Party): Promise<Receipt> =>
  by.acts(assets.call("consent", lien));

/** Of the moment, unless given. */
export async function entry(given: Partial<Entry> = {}): Promise<Entry> {
  return {
    register: encodeBytes32String("USPTO"),
    number: encodeBytes32String("056731/0412"),
    officialAt: await now(),
    sequence: 1n,
    documentHash: hashOf("the notice of recordation"),
    ...given,
  };
}

export async function activate(ledger: Ledger, lien: bigint, given: Partial<Entry> = {}): Promise<Receipt> {
  return record(ledger, "activate", lien, await entry(given));
}

/** Proposed by the supplier, consented to by the financier and registered. */
export async function pledge(
  ledger: WithAsset,
  given: Partial<Proposal> = {},
  at: Partial<Entry> = {},
): Promise<bigint> {
  const lien = await propose(ledger, given);
  await consent(ledger, lien, ledger.financier);
  await activate(ledger, lien, at);
  return lien;
}

export async function registeredAsset(): Promise<WithAsset> {
  const ledger = await deployLedger();
  return { ...ledger, id: await register(ledger) };
}

export async function verifiedAsset(): Promise<WithAsset> {
  const ledger = await registeredAsset();
  await record(ledger, "verify", ledger.id, EVIDENCE);
  return ledger;
}

/** Two thirds the supplier's, one the buyer's. */
export async function coOwnedAsset(): Promise<WithAsset> {
  const ledger = await deployLedger();
  const { supplier, buyer } = ledger;
  const owners = [
    { account: supplier.address, parts: 2n },
    { account: buyer.address, parts: 1n },
  ];
  const id = await register(ledger, { owners });
  await record(ledger, "verify", id, EVIDENCE);
  return { ...ledger, id };
}
