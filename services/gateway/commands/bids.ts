import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { askFor } from "../queries/asks.ts";
import { bidFor } from "../queries/bids.ts";
import type { BidRow } from "../queries/bids.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

export interface BidInput {
  readonly amount: MoneyInput;
  readonly price: MoneyInput;
  /** As long as the ask, where it is not given; in a round no shorter. */
  readonly expiresAt?: string | undefined;
}

/** Bids for units of an ask, or for all of a round. */
export async function bid(context: Context, actor: Actor, askId: string, input: BidInput): Promise<Act> {
  const ask = await askFor(context, actor, askId);
  const units = minorUnits(input.amount, ask.currency, "/amount");
  const price = minorUnits(input.price, ask.currency, "/price");
  const { expiresAt } = input;
  const expiry = expiresAt === undefined ? ask.expiry : futureSeconds(context, expiresAt, "/expiresAt");
  return {
    command: "bid.place",
    subject: ask.claim_id,
    calls: [callTo(context, "market", "bid", [BigInt(askId), units, price, expiry])],
    result: { ask: askId, [ask.sold]: ask.claim_id },
  };
}

/** The seller accepts a bid, or its bidder the seller's counter-offer: claim and cash move in one step. */
export async function acceptBid(
  context: Context,
  actor: Actor,
  id: string,
  input: { price: MoneyInput },
): Promise<Act> {
  const found = await bidFor(context, actor, id);
  const price = minorUnits(input.price, found.currency, "/price");
  return actOn(context, found, "bid.accept", "accept", [price]);
}

/** The seller names its own price to one bidder. */
export async function counterBid(
  context: Context,
  actor: Actor,
  id: string,
  input: { price: MoneyInput; expiresAt: string },
): Promise<Act> {
  const found = await bidFor(context, actor, id);
  const price = minorUnits(input.price, found.currency, "/price");
  const expiry = futureSeconds(context, input.expiresAt, "/expiresAt");
  return actOn(context, found, "bid.counter", "counter", [price, expiry]);
}

export async function withdrawBid(context: Context, actor: Actor, id: string): Promise<Act> {
  return actOn(context, await bidFor(context, actor, id), "bid.withdraw", "withdrawBid", []);
}

function actOn(
  context: Context,
  { id, ask, claim_id, sold }: BidRow,
  command: string,
  name: string,
  args: readonly unknown[],
): Act {
  return {
    command,
    subject: claim_id,
    calls: [callTo(context, "market", name, [id, ...args])],
    result: { bid: String(id), ask: String(ask), [sold]: claim_id },
  };
}
