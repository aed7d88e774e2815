import { id as hashOf } from "ethers";

import { FACE, claimId, invoice, registration } from "./invoices.ts";
import type { Invoice, Terms } from "./invoices.ts";
import { deployLedger } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import type { Party } from "./party.ts";

export const Status = {
  NONE: 0n,
  REGISTERED: 1n,
  ACKNOWLEDGED: 2n,
  SETTLED: 3n,
  CANCELLED: 4n,
  WRITTEN_OFF: 5n,
} as const;

/** Bits of {Waivers} in contracts/libraries/Roles.sol. */
export const Waiver = { NONE: 0n, DEFENCES: 1n, SET_OFF: 2n, SAME_NUMBER: 4n } as const;

export const ZERO_HASH = `0x${"00".repeat(32)}`;

export interface Claim {
  readonly seller: string;
  readonly debtor: string;
  readonly currency: string;
  readonly status: bigint;
  readonly waivers: bigint;
  readonly sameNumber: boolean;
  readonly isDisputed: boolean;
  readonly dueAt: bigint;
  readonly units: bigint;
  readonly debtorPaid: bigint;
  readonly diluted: bigint;
  readonly sellerPaid: bigint;
  readonly covered: bigint;
  readonly paidOut: bigint;
  readonly suspense: bigint;
  readonly version: bigint;
  readonly seq: bigint;
}

export interface Acknowledgement {
  readonly id: bigint;
  readonly amount: bigint;
  readonly dueAt: bigint;
  readonly waivers: bigint;
  readonly terms: string;
}

/** A ledger with one claim that a test is about. */
export type WithClaim = Ledger & { readonly id: bigint; readonly of: Invoice };

export async function claimOf({ receivables }: Ledger, id: bigint): Promise<Claim> {
  return receivables.struct<Claim>("claim", id);
}

export async function unitsOf({ receivables }: Ledger, holder: Party, id: bigint): Promise<bigint> {
  return receivables.uint("balanceOf", holder.address, id);
}

export async function euroOf({ euro }: Ledger, holder: { readonly address: string }): Promise<bigint> {
  return euro.uint("balanceOf", holder.address);
}

/** The seller of an invoice registers it. */
export async function register(ledger: Ledger, of: Invoice, terms: Terms = {}): Promise<bigint> {
  await of.seller.acts(ledger.receivables.call("register", await registration(ledger, of, terms)));
  return claimId(of);
}

/** What the debtor says, waiving set-off, unless a test is about something else. */
export async function acknowledgement(
  ledger: Ledger,
  id: bigint,
  given: Partial<Acknowledgement> = {},
): Promise<Acknowledgement> {
  const { dueAt, units } = await claimOf(ledger, id);
  return { id, amount: units, dueAt, waivers: Waiver.SET_OFF, terms: ZERO_HASH, ...given };
}

export async function acknowledge(ledger: Ledger, id: bigint, given: Partial<Acknowledgement> = {}): Promise<void> {
  const call = ledger.receivables.call("acknowledge", await acknowledgement(ledger, id, given));
  await ledger.buyer.acts(call);
}

/** Moves units to a holder that pays nothing for them. */
export async function give(ledger: Ledger, id: bigint, from: Party, to: Party, units: bigint): Promise<void> {
  await from.acts(ledger.receivables.call("assign", id, to.address, units, hashOf("a sub-invoice")));
}

export async function pay(ledger: Ledger, id: bigint, amount: bigint, payer: Party = ledger.buyer): Promise<void> {
  await payer.acts(ledger.receivables.call("pay", id, amount));
}

/** Fixture: a registered claim of FACE on the buyer. */
export async function registeredClaim(): Promise<WithClaim> {
  const ledger = await deployLedger();
  const of = invoice(ledger);
  return { ...ledger, of, id: await register(ledger, of) };
}

/** Fixture: the claim acknowledged in full, all units with the supplier. */
export async function acknowledgedClaim(): Promise<WithClaim> {
  const ledger = await registeredClaim();
  await acknowledge(ledger, ledger.id);
  return ledger;
}

/** Fixture: a quarter of the units with the sub-supplier. */
export async function splitClaim(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await give(ledger, ledger.id, ledger.supplier, ledger.subSupplier, FACE / 4n);
  return ledger;
}

/** Fixture: split as above, then paid in full, nothing withdrawn. */
export async function settledClaim(): Promise<WithClaim> {
  const ledger = await splitClaim();
  await pay(ledger, ledger.id, FACE);
  return ledger;
}

/** Fixture: acknowledged, then written off. */
export async function writtenOffClaim(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await ledger.registrar.acts(ledger.servicing.call("writeOff", ledger.id, hashOf("insolvent")));
  return ledger;
}
