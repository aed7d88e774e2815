import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { askFor } from "../queries/asks.ts";
import { claimFor } from "../queries/claims.ts";
import { requireParties } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

export interface AskInput {
  readonly receivable: string;
  readonly amount: MoneyInput;
  readonly price: MoneyInput;
  readonly expiresAt: string;
  readonly buyers?: readonly string[] | undefined;
}

/** Offers units of a claim for a price. */
export async function ask(context: Context, actor: Actor, input: AskInput): Promise<Act> {
  const claim = await claimFor(context, actor, input.receivable);
  const buyers = await requireParties(context.db, input.buyers ?? [], "/buyers");
  const offer = {
    token: context.version.contracts.receivables,
    id: claim.id,
    units: minorUnits(input.amount, claim.currency, "/amount"),
    price: minorUnits(input.price, claim.currency, "/price"),
    expiry: futureSeconds(context, input.expiresAt, "/expiresAt"),
    buyers: buyers.map(({ account }) => account),
  };
  return { command: "ask.open", subject: claim.id, calls: [callTo(context, "market", "ask", [offer])] };
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
    result: { ask: id, receivable: ask.claim_id },
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
