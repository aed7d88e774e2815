import { acknowledgedClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { EUR } from "../support/ledger.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export interface Terms {
  readonly token: string;
  readonly seller: string;
  readonly debtor: string;
  readonly currency: string;
  readonly limit: bigint;
  readonly rate: bigint;
  readonly basis: bigint;
  readonly maxDays: bigint;
  readonly until: bigint;
}

export const ANYBODY = `0x${"00".repeat(20)}`;
/** The first offer of a fresh ledger. */
export const OFFER = 1n;
export const LIMIT = 70_000n;
/** 4.5 %. */
export const RATE = 450n;

/** On claims on the buyer, whoever holds them: 70,000 units at 4.5 %, for a month. */
export async function terms({ receivables, buyer }: WithClaim, given: Partial<Terms> = {}): Promise<Terms> {
  return {
    token: receivables.address,
    seller: ANYBODY,
    debtor: buyer.address,
    currency: EUR,
    limit: LIMIT,
    rate: RATE,
    basis: 360n,
    maxDays: 90n,
    until: (await now()) + 30n * DAY,
    ...given,
  };
}

export async function offers(ledger: WithClaim, given: Partial<Terms> = {}, by: Party = ledger.financier) {
  return by.acts(ledger.standingOffers.call("offer", await terms(ledger, given)));
}

export async function sells(ledger: WithClaim, units = LIMIT, least = 0n, by = ledger.supplier): Promise<Receipt> {
  return by.acts(ledger.standingOffers.call("takeOffer", OFFER, ledger.id, units, least));
}

/** Fixture: an acknowledged claim that the financier offers to buy. */
export async function offered(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await offers(ledger);
  return ledger;
}
