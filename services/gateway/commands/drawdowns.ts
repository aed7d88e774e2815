import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { drawFor, drawdownFor } from "../queries/drawdowns.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { minorUnits } from "./money.ts";
import { saltedReference } from "./reference.ts";

type Contract = "facilities" | "syndication";

const act = (
  context: Context,
  command: string,
  id: string,
  contract: Contract,
  name: string,
  args: unknown[],
): Act => ({
  command,
  subject: id,
  calls: [callTo(context, contract, name, args)],
  result: { drawdown: id },
});

/** A lender pays in its share of a request. */
export async function fundDraw(context: Context, actor: Actor, id: string): Promise<Act> {
  await drawFor(context, actor, id);
  return act(context, "drawdown.fund", id, "syndication", "fund", [id]);
}

/** Anyone concerned ends a request: it is lent, or the lenders take back what they paid in. */
export async function closeDraw(context: Context, actor: Actor, id: string): Promise<Act> {
  const { facility_id, amount, minimum, fund_by, schedule } = await drawFor(context, actor, id);
  const draw = { amount, minimum, fundBy: fund_by, schedule };
  return act(context, "drawdown.close", id, "syndication", "close", [facility_id, draw]);
}

/** Gives a lender back what it paid in and was not lent; left out, the caller. */
export async function reclaimDraw(
  context: Context,
  actor: Actor,
  id: string,
  input: { lender?: string | undefined },
): Promise<Act> {
  await drawFor(context, actor, id);
  const lender =
    input.lender === undefined ? actor.account : (await requireParty(context.db, input.lender, "/lender")).account;
  return act(context, "drawdown.reclaim", id, "syndication", "reclaim", [id, lender]);
}

/** A lender assigns units, with all interest that is unpaid on them. */
export async function transferDrawdown(
  context: Context,
  actor: Actor,
  id: string,
  input: { to: string; amount: { currency: string; amount: string }; reference: string },
): Promise<Act> {
  const { currency } = await drawdownFor(context, actor, id);
  const units = minorUnits(input.amount, currency, "/amount");
  const recipient = await requireParty(context.db, input.to, "/to");
  const reference = saltedReference(actor.partyId, "assignment", input.reference);
  const args = [id, recipient.account, units, reference.hash];
  return { ...act(context, "drawdown.transfer", id, "facilities", "assign", args), store: reference.store };
}

export async function withdrawDrawdown(context: Context, actor: Actor, id: string): Promise<Act> {
  await drawdownFor(context, actor, id);
  return act(context, "drawdown.withdraw", id, "facilities", "withdraw", [id]);
}

/** Pays out and burns all units of the caller, once the loan is repaid. */
export async function redeemDrawdown(context: Context, actor: Actor, id: string): Promise<Act> {
  await drawdownFor(context, actor, id);
  return act(context, "drawdown.redeem", id, "facilities", "redeem", [id]);
}
