import { acknowledgedClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";

export interface Offer {
  readonly token: string;
  readonly id: bigint;
  readonly units: bigint;
  readonly price: bigint;
  readonly floor: bigint;
  readonly deadline: bigint;
  readonly expiry: bigint;
  readonly buyers: readonly string[];
}

export const AskStatus = { NONE: 0n, OPEN: 1n, CLOSED: 2n } as const;

/** The first ask of a fresh market. */
export const ASK = 1n;
export const UNITS = 60_000n;
export const PRICE = 58_777n;

/** UNITS at PRICE for a week, for every financier. */
export async function offer({ receivables, id }: WithClaim, given: Partial<Offer> = {}): Promise<Offer> {
  const expiry = (await now()) + 7n * DAY;
  return {
    token: receivables.address,
    id,
    units: UNITS,
    price: PRICE,
    floor: 0n,
    deadline: 0n,
    expiry,
    buyers: [],
    ...given,
  };
}

export async function asks(ledger: WithClaim, given: Partial<Offer> = {}, by: Party = ledger.supplier) {
  return by.acts(ledger.market.call("ask", await offer(ledger, given)));
}

export async function takes(
  ledger: WithClaim,
  units: bigint = UNITS,
  limit: bigint = PRICE,
  by: Party = ledger.financier,
): Promise<Receipt> {
  return by.acts(ledger.market.call("take", ASK, units, limit));
}

export interface Ask {
  readonly seller: string;
  readonly expiry: bigint;
  readonly version: bigint;
  readonly status: bigint;
  readonly named: boolean;
  readonly limited: boolean;
  readonly token: string;
  readonly units: bigint;
  readonly filled: bigint;
  readonly price: bigint;
  readonly deadline: bigint;
  readonly id: bigint;
}

export async function askOf({ market }: WithClaim): Promise<Ask> {
  return market.struct<Ask>("askOf", ASK);
}

/** Fixture: an acknowledged claim, part of it for sale. */
export async function forSale(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await asks(ledger);
  return ledger;
}
