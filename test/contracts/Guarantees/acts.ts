import { id as hashOf } from "ethers";

import { acknowledgedClaim, claimOf, give } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole, admit } from "../support/ledger.ts";
import { DAY, now, wait } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export const GRACE = 10n * DAY;
export const REASON = hashOf("the buyer is insolvent");
const MONEY = 10_000_000n;

export interface Layer {
  readonly bps: bigint;
  readonly cap: bigint;
  readonly validUntil: bigint;
}

export interface Share {
  readonly layer: bigint;
  readonly weight: bigint;
  readonly guarantor: string;
  readonly premium: bigint;
  readonly reserve: bigint;
}

export interface Account {
  readonly isAccepted: boolean;
  readonly isPremiumPaid: boolean;
  readonly reserve: bigint;
  readonly paid: bigint;
  readonly recovered: bigint;
}

/** A ledger with a claim that a government fund, a bank and an insurer may cover. */
export type Guaranteed = WithClaim & { readonly fund: Party; readonly guarantor: Party; readonly insurer: Party };

/** What one guarantor is asked for, the only share of its layer unless a test says otherwise. */
export interface Wish {
  readonly by: Party;
  readonly bps?: bigint;
  readonly cap?: bigint;
  /** Number of the layer; default one after the other. */
  readonly layer?: bigint;
  readonly weight?: bigint;
  readonly premium?: bigint;
  readonly reserve?: bigint;
}

/** Fixture: an acknowledged claim of FACE, a quarter of it with the sub-supplier; three guarantors with money. */
export async function guaranteedClaim(): Promise<Guaranteed> {
  const ledger = await acknowledgedClaim();
  const terms = { roles: PartyRole.GUARANTOR, keys: 1, threshold: 1 };
  const join = (name: string): Promise<Party> => admit(ledger, name, terms, (call) => ledger.registrar.acts(call));
  const [fund, guarantor, insurer] = [await join("fund"), await join("guaranteeBank"), await join("insurer")];
  for (const party of [fund, guarantor, insurer, ledger.supplier]) {
    const ref = hashOf(`money of ${party.name}`);
    await ledger.bank.acts(ledger.euro.call("mint", party.address, MONEY, ref));
  }
  await give(ledger, ledger.id, ledger.supplier, ledger.subSupplier, FACE / 4n);
  return { ...ledger, fund, guarantor, insurer };
}

/** What a party asks of the guarantees about the claim. */
export const acts = async (ledger: WithClaim, by: Party, name: string, ...args: unknown[]): Promise<Receipt> =>
  by.acts(ledger.guarantees.call(name, ledger.id, ...args));

/** The two lists of an offer's terms. */
export async function termsOf(
  ledger: WithClaim,
  wishes: readonly Wish[],
): Promise<{ layers: Layer[]; shares: Share[] }> {
  const { dueAt } = await claimOf(ledger, ledger.id);
  const layers: Layer[] = [];
  const shares = wishes.map(({ by, bps = 0n, cap = FACE, layer, weight = 1n, premium = 0n, reserve = cap }, at) => {
    const number = layer ?? BigInt(at);
    layers[Number(number)] = { bps, cap, validUntil: dueAt + GRACE + 90n * DAY };
    return { layer: number, weight, guarantor: by.address, premium, reserve };
  });
  return { layers, shares };
}

export async function offer(ledger: WithClaim, wishes: readonly Wish[], by = ledger.supplier): Promise<Receipt> {
  const { layers, shares } = await termsOf(ledger, wishes);
  return acts(ledger, by, "offer", GRACE, layers, shares);
}

export async function accept(ledger: WithClaim, by: Party, share: number): Promise<Receipt> {
  const { terms } = await ledger.guarantees.struct<{ terms: string }>("guaranteeOf", ledger.id);
  return acts(ledger, by, "accept", share, terms);
}

/** Offered, accepted by all and paid for. */
export async function cover(ledger: WithClaim, wishes: readonly Wish[]): Promise<void> {
  await offer(ledger, wishes);
  for (const [share, { by, premium = 0n }] of wishes.entries()) {
    await accept(ledger, by, share);
    if (premium !== 0n) await acts(ledger, ledger.supplier, "payPremium", share);
  }
}

/** Lets the due date and the grace pass. */
export async function fallIntoDefault(ledger: WithClaim): Promise<void> {
  const { dueAt } = await claimOf(ledger, ledger.id);
  await wait(dueAt + GRACE + 1n - (await now()));
}

/** In default, demanded, and paid by every share as far as it owes anything. */
export async function draw(ledger: WithClaim, shares: number): Promise<bigint[]> {
  await fallIntoDefault(ledger);
  await acts(ledger, ledger.subSupplier, "demand", REASON);
  const paid: bigint[] = [];
  for (let share = 0; share < shares; share++) {
    const due = await ledger.guarantees.uint("dueOf", ledger.id, share);
    if (due !== 0n) await acts(ledger, ledger.financier, "payCover", share);
    paid.push((await accountOf(ledger, share)).paid);
  }
  return paid;
}

export const accountOf = async ({ guarantees, id }: WithClaim, share: number): Promise<Account> =>
  guarantees.struct<Account>("accountOf", id, share);

export const recoverable = async ({ guarantees, id }: WithClaim, shares: number): Promise<bigint[]> =>
  Promise.all(Array.from({ length: shares }, async (_, share) => guarantees.uint("recoverableOf", id, share)));

/** What the holder has had from the claim and can have now. */
export async function entitled({ receivables, id }: WithClaim, holder: Party): Promise<bigint> {
  const withdrawn = await receivables.uint("withdrawnBy", id, holder.address);
  return withdrawn + (await receivables.uint("withdrawable", id, holder.address));
}
