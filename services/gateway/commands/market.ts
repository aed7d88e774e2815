import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { askFor } from "../queries/asks.ts";
import { requireParties } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";
import { soldIn } from "./sold.ts";
import type { Sold, SoldInput } from "./sold.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

interface Offered extends SoldInput {
  readonly amount: MoneyInput;
  readonly expiresAt: string;
  readonly buyers?: readonly string[] | undefined;
}

export interface AskInput extends Offered {
  readonly price: MoneyInput;
  /** Least price at which a bid is heard; any, if it is not given. */
  readonly floor?: MoneyInput | undefined;
}

export interface RoundInput extends Offered {
  readonly floor: MoneyInput;
  /** Last second in which bids are heard. */
  readonly deadline: string;
}

/** Offers units of a claim or a loan for a price. */
export async function ask(context: Context, actor: Actor, input: AskInput): Promise<Act> {
  return open(context, actor, "ask.open", input, ({ currency }) => {
    const price = minorUnits(input.price, currency, "/price");
    return { price, floor: input.floor ? minorUnits(input.floor, currency, "/floor") : 0n, deadline: 0n };
  });
}

/** Offers units of a claim or a loan to whoever bids most until a deadline. */
export async function openRound(context: Context, actor: Actor, input: RoundInput): Promise<Act> {
  return open(context, actor, "round.open", input, ({ currency }) => ({
    price: 0n,
    floor: minorUnits(input.floor, currency, "/floor"),
    deadline: futureSeconds(context, input.deadline, "/deadline"),
  }));
}

/** Sells a round to its best bidder, once its deadline has passed. */
export async function closeRound(context: Context, actor: Actor, id: string): Promise<Act> {
  const ask = await askFor(context, actor, id);
  return {
    command: "round.close",
    subject: ask.claim_id,
    calls: [callTo(context, "market", "close", [BigInt(id)])],
    result: { ask: id, [ask.sold]: ask.claim_id },
  };
}

type Terms = Readonly<Record<"price" | "floor" | "deadline", bigint>>;

async function open(
  context: Context,
  actor: Actor,
  command: string,
  input: Offered,
  termsIn: (sold: Sold) => Terms,
): Promise<Act> {
  const sold = await soldIn(context, actor, input);
  const buyers = await requireParties(context.db, input.buyers ?? [], "/buyers");
  const offer = {
    token: sold.token,
    id: sold.id,
    units: minorUnits(input.amount, sold.currency, "/amount"),
    ...termsIn(sold),
    expiry: futureSeconds(context, input.expiresAt, "/expiresAt"),
    buyers: buyers.map(({ account }) => account),
  };
  return { command, subject: sold.id, calls: [callTo(context, "market", "ask", [offer])] };
}

/** Buys units of an ask: claim and cash move in one step. */
export async function take(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput; limit: MoneyInput },
): Promise<Act> {
  const ask = await askFor(context, actor, id);
  const units = minorUnits(input.amount, ask.currency, "/amount");
  const limit = minorUnits(input.limit, ask.currency, "/limit");
  return {
    command: "ask.take",
    subject: ask.claim_id,
    calls: [callTo(context, "market", "take", [BigInt(id), units, limit])],
    result: { ask: id, [ask.sold]: ask.claim_id },
  };
}

export async function cancelAsk(context: Context, actor: Actor, id: string): Promise<Act> {
  const ask = await askFor(context, actor, id);
  return {
    command: "ask.cancel",
    subject: ask.claim_id,
    calls: [callTo(context, "market", "cancel", [BigInt(id)])],
    result: { ask: id },
  };
}
