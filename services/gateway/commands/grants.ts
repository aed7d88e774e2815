import { roleIdOf } from "../../chain/roles.ts";
import type { Actor } from "../auth/actor.ts";
import { requireRole } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo, callToCash } from "./calls.ts";
import { minorUnits } from "./money.ts";

export interface GrantInput {
  readonly role: "settlement";
  /** Most that the bank may create in one UTC day, for each currency. */
  readonly dailyCaps: readonly { readonly currency: string; readonly amount: string }[];
}

/** The governor makes an admitted bank a settlement bank, under daily caps. */
export async function grantRole(context: Context, actor: Actor, id: string, input: GrantInput): Promise<Act> {
  requireRole(actor, "maker");
  const party = await requireParty(context.db, id, "/id");
  const caps = input.dailyCaps.map((cap, at) => {
    const amount = minorUnits(cap, cap.currency, `/dailyCaps/${String(at)}`);
    return callToCash(context, cap.currency, "setDailyCap", [party.account, amount]);
  });
  return {
    command: "party.grant",
    subject: id,
    calls: [callTo(context, "accessManager", "grantRole", [roleIdOf(input.role), party.account, 0]), ...caps],
    result: { party: id, role: input.role },
  };
}
