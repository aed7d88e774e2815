import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { partyById } from "../queries/parties.ts";
import { requireGovernor, requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";
import { saltedReference } from "./reference.ts";

interface Reason {
  readonly reason: string;
}

/** The enforcer freezes a party: it gives and takes nothing, and what is paid to it waits. @throws Problem forbidden, not-found */
export async function freezeParty(context: Context, actor: Actor, id: string, input: Reason): Promise<Act> {
  requireOperator(context, actor, "freezes a party");
  return changeFreeze(context, actor, id, { ...input, name: "freeze" });
}

/** The guardian lifts a freeze. @throws Problem forbidden, not-found */
export async function unfreezeParty(context: Context, actor: Actor, id: string, input: Reason): Promise<Act> {
  requireGovernor(context, actor, "lifts a freeze");
  return changeFreeze(context, actor, id, { ...input, name: "unfreeze" });
}

async function changeFreeze(
  context: Context,
  actor: Actor,
  id: string,
  { name, reason: text }: Reason & { readonly name: "freeze" | "unfreeze" },
): Promise<Act> {
  const party = await partyById(context.db, id);
  if (!party) throw new Problem("not-found", { detail: "no party has this id" });
  const reason = saltedReference(actor.partyId, name, text);
  return {
    command: `party.${name}`,
    subject: id,
    calls: [callTo(context, "parties", name, [party.account, reason.hash])],
    result: { party: id, reason: reason.hash },
    store: reason.store,
  };
}
