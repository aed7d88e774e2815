import { acknowledgedClaim, unitsOf, euroOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";
import { newcomer } from "../ClaimToken/standing.ts";
import { ASK, PRICE, UNITS, asks, offer } from "./sale.ts";
import type { Offer } from "./sale.ts";

export const BidStatus = { NONE: 0n, OPEN: 1n, ACCEPTED: 2n, WITHDRAWN: 3n, PASSED: 4n } as const;
export const Hindrance = { NONE: 0n, NOT_ENTITLED: 1n, SHORT_OF_CASH: 2n, ABOVE_LIMIT: 3n } as const;

export const FLOOR = 57_000n;

export interface Bid {
  readonly bidder: string;
  readonly expiry: bigint;
  readonly status: bigint;
  readonly units: bigint;
  readonly price: bigint;
  readonly counter: bigint;
  readonly counterExpiry: bigint;
  readonly ask: bigint;
}

interface BidTerms {
  readonly ask?: bigint;
  readonly units?: bigint;
  readonly price?: bigint;
  readonly expiry?: bigint;
  readonly by?: Party;
}

/** A bid of the financier for all units of the first ask, for a month. */
export async function bids(ledger: WithClaim, given: BidTerms = {}): Promise<Receipt> {
  const { ask = ASK, units = UNITS, price = FLOOR, by = ledger.financier } = given;
  const expiry = given.expiry ?? (await now()) + 30n * DAY;
  return by.acts(ledger.market.call("bid", ask, units, price, expiry));
}

export async function bidOf({ market }: WithClaim, id: bigint): Promise<Bid> {
  return market.struct<Bid>("bidOf", id);
}

/** One more financier, with as much money as the first unless told. */
export async function funded(ledger: WithClaim, name: string, money: bigint = FUNDS): Promise<Party> {
  const party = await newcomer(ledger, name, PartyRole.FINANCIER);
  if (money !== 0n) await ledger.financier.acts(ledger.euro.call("transfer", party.address, money));
  return party;
}

/** Where units and money of the seller and of a buyer are. */
export async function legs(ledger: WithClaim, buyer: Party): Promise<readonly bigint[]> {
  const { supplier, id } = ledger;
  return [
    await unitsOf(ledger, supplier, id),
    await unitsOf(ledger, buyer, id),
    await euroOf(ledger, supplier),
    await euroOf(ledger, buyer),
  ];
}

/** Fixture: an ask at PRICE that hears bids from FLOOR on. */
export async function hearing(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await asks(ledger, { floor: FLOOR, price: PRICE });
  return ledger;
}

/** UNITS in a round that hears bids for a day and can be closed for six more. */
export async function roundOffer(ledger: WithClaim, given: Partial<Offer> = {}): Promise<Offer> {
  return offer(ledger, { price: 0n, floor: FLOOR, deadline: (await now()) + DAY, ...given });
}

/** Fixture: a round with nobody in it. */
export async function round(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await ledger.supplier.acts(ledger.market.call("ask", await roundOffer(ledger)));
  return ledger;
}
