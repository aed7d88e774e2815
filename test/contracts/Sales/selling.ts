import { id as hashOf } from "ethers";

import { accelerate, attach, inDays, lienOf, secured, value } from "../Collateral/secured.ts";
import type { Secured } from "../Collateral/secured.ts";
import { newcomer } from "../ClaimToken/standing.ts";
import { close, drawOf, fund, request, waitUntil } from "../Facilities/lending.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export const SaleStatus = { NONE: 0n, OPEN: 1n, SOLD: 2n, FAILED: 3n } as const;
export const [EVIDENCE, SALT] = [hashOf("notice of default"), hashOf("salt")];
/** Owed on the facility: principal and the fee of the draw, nothing else on the day of the draw. */
export const OWED = 30_000_000n + 150_000n;
export const BEHIND = 30_000_000n;

/** The agent's lien secures the accelerated facility; the fund's, behind it, a debt that is not on the ledger. */
export interface Selling extends Secured {
  readonly lien: bigint;
  readonly behind: bigint;
  readonly fundLender: Party;
  readonly bidders: readonly [Party, Party];
}

export interface Times {
  readonly commitBy: bigint;
  readonly revealBy: bigint;
}

/** Fixture: drawn, and in default by the lenders' vote. */
export async function defaulted(): Promise<Selling> {
  const ledger = await secured();
  const { registrar, bank, euro } = ledger;
  const join = async (name: string): Promise<Party> => {
    const party = await newcomer({ ...ledger, registrar }, name, PartyRole.ENTERPRISE);
    await bank.acts(euro.call("mint", party.address, FUNDS, hashOf(`deposit of ${name}`)));
    return party;
  };
  const bidders = [await join("first bidder"), await join("second bidder")] as const;
  const fundLender = await newcomer({ ...ledger, registrar }, "fund", PartyRole.FINANCIER);
  const lien = await lienOf(ledger, {}, { sequence: 1n });
  await attach(ledger, lien);
  await value(ledger, 100_000_000n);
  const terms = { amount: BEHIND, debt: hashOf("the fund's loan"), debtDueAt: await inDays(5n) };
  const behind = await lienOf(ledger, terms, { sequence: 2n }, fundLender);
  const draw = await drawOf(ledger, { amount: 30_000_000n });
  const drawn = { ...ledger, draw, drawdown: await request(ledger, draw) };
  await fund(drawn, ...ledger.lenders);
  await close(drawn);
  await accelerate(ledger);
  return { ...ledger, lien, behind, fundLender, bidders };
}

export async function termsOf(lien: bigint, given: Record<string, unknown> = {}) {
  const times = { commitBy: await inDays(1n), revealBy: await inDays(2n) };
  return { lien, owed: 0n, reserve: 10_000_000n, ...times, evidence: EVIDENCE, ...given };
}

/** @returns the sale's number, and its times */
export async function open(selling: Selling, given: Record<string, unknown> = {}): Promise<Times & { sale: bigint }> {
  const terms = await termsOf(selling.lien, given);
  const receipt = await selling.lenders[0].acts(selling.sales.call("open", terms));
  const [told] = selling.assets.events(receipt, "SaleOpened");
  return { sale: told?.["sale"] as bigint, commitBy: terms.commitBy, revealBy: terms.revealBy };
}

export async function commit({ sales }: Selling, sale: bigint, by: Party, amount: bigint): Promise<Receipt> {
  const commitment = await sales.text("commitmentOf", sale, by.address, amount, SALT);
  return by.acts(sales.call("commit", sale, commitment));
}

export const reveal = ({ sales }: Selling, sale: bigint, by: Party, amount: bigint): Promise<Receipt> =>
  by.acts(sales.call("reveal", sale, amount, SALT));

export const settle = ({ sales, financier }: Selling, sale: bigint): Promise<Receipt> =>
  financier.acts(sales.call("settle", sale));

/** Both bid and open, the times pass; nobody has settled. */
export async function bidOn(
  selling: Selling,
  { sale, commitBy, revealBy }: Times & { sale: bigint },
  ...bids: bigint[]
) {
  const made = bids.map((amount, at) => [selling.bidders[at] ?? selling.bidders[0], amount] as const);
  for (const [bidder, amount] of made) await commit(selling, sale, bidder, amount);
  await waitUntil(commitBy + 1n);
  for (const [bidder, amount] of made) await reveal(selling, sale, bidder, amount);
  await waitUntil(revealBy + 1n);
}

export const balance = ({ euro }: Selling, party: { readonly address: string }): Promise<bigint> =>
  euro.uint("balanceOf", party.address);
