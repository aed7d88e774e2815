import { MAX_AMOUNT } from "../../domain/money.ts";
import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { Call } from "../../chain/intents.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { heldOf } from "../queries/limits.ts";
import type { LimitSubject } from "../queries/limits.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo, cashOf } from "./calls.ts";
import { minorUnits } from "./money.ts";
import { namedIn } from "./sold.ts";
import type { Sold, SoldInput } from "./sold.ts";

/** As ILimits.Subject numbers them. */
const SUBJECTS: Readonly<Record<LimitSubject, number>> = { seller: 0, debtor: 1 };
/** Holdings that are counted together with the setting of a limit; any others on request. */
const COUNTED_AT_ONCE = 50;

interface LimitOf {
  readonly subject: LimitSubject;
  readonly party: string;
}

export interface LimitInput extends LimitOf {
  readonly limit: { readonly currency: string; readonly amount: string };
}

/** Limits what the caller's party buys of one seller's claims, or of claims on one debtor; counts what it holds already. */
export async function setLimit(context: Context, actor: Actor, input: LimitInput): Promise<Act> {
  const { currency } = input.limit;
  return set(context, actor, "limit.set", input, currency, minorUnits(input.limit, currency, "/limit"));
}

/** Lifts a limit. */
export async function liftLimit(context: Context, actor: Actor, input: LimitOf & { currency: string }): Promise<Act> {
  return set(context, actor, "limit.lift", input, input.currency, MAX_AMOUNT);
}

async function set(
  context: Context,
  actor: Actor,
  command: string,
  { subject, party: id }: LimitOf,
  currency: string,
  cap: bigint,
): Promise<Act> {
  cashOf(context, currency);
  const party = await requireParty(context.db, id, "/party");
  const args = [SUBJECTS[subject], party.account, toHex(utf8(currency)), cap];
  const held = await heldOf(context, actor, subject, party.account, currency, COUNTED_AT_ONCE);
  return {
    command,
    calls: [callTo(context, "market", "setLimit", args), ...held.map((one) => recountCall(context, actor, one))],
    result: { counted: held.length },
  };
}

/** Counts what the caller's party holds of a claim or a loan by what is still owed on it. */
export async function recount(context: Context, actor: Actor, input: SoldInput): Promise<Act> {
  const sold = await namedIn(context, actor, input);
  return {
    command: "limit.recount",
    subject: sold.id,
    calls: [recountCall(context, actor, sold)],
    result: { [sold.kind]: sold.id },
  };
}

const recountCall = (context: Context, { account }: Actor, { token, id }: Pick<Sold, "token" | "id">): Call =>
  callTo(context, "market", "recount", [account, token, id]);
