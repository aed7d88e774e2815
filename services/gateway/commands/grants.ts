import { roleIdOf } from "../../chain/roles.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { partyById } from "../queries/parties.ts";
import { requireGovernor } from "./authority.ts";
import { callTo, callToCash } from "./calls.ts";
import { minorUnits } from "./money.ts";

export interface GrantInput {
  readonly role: "settlement";
  /** Most that the bank may create in one UTC day, for each currency. */
  readonly dailyCaps: readonly { readonly currency: string; readonly amount: string }[];
}

/**
 * The governor makes an admitted bank a settlement bank, under daily caps.
 *
 * @throws Problem forbidden, not-found, invalid-field
 */
export async function grantRole(context: Context, actor: Actor, id: string, input: GrantInput): Promise<Act> {
  requireGovernor(context, actor, "grants roles");
  const party = await partyById(context.db, id);
  if (!party) throw new Problem("not-found", { detail: "no party has this id" });
  if (!party.roles.includes("settlement-bank"))
    throw new Problem("invalid-field", {
      detail: `${party.name} was not admitted as a settlement bank`,
      field: "/role",
    });
  refuseTwice(input.dailyCaps);
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

function refuseTwice(caps: GrantInput["dailyCaps"]): void {
  const codes = caps.map(({ currency }) => currency);
  const again = codes.findIndex((currency, at) => codes.indexOf(currency) !== at);
  if (again === -1) return;
  const field = `/dailyCaps/${String(again)}/currency`;
  throw new Problem("invalid-field", { detail: "this currency has a cap above already", field });
}
