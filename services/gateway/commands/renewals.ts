import { endOfDay, parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";
import { PARTY_ROLES } from "./parties.ts";

/** The registrar records how long a party's new check holds. Its roles stay, unless others are given. @throws Problem forbidden, not-found */
export async function renewCheck(
  context: Context,
  actor: Actor,
  id: string,
  input: { readonly kybValidUntil: string; readonly roles?: readonly (keyof typeof PARTY_ROLES)[] | undefined },
): Promise<Act> {
  requireOperator(context, actor, "checks parties");
  const [party] = await context.db.query<{ account: string; roles: number }>(
    "SELECT account, roles FROM mirror.parties WHERE entity = $1",
    [id],
  );
  if (!party) throw new Problem("not-found", { detail: "no party has this id" });
  const given = input.roles;
  const roles = given?.reduce((bits, role) => bits | PARTY_ROLES[role], 0) ?? party.roles;
  const validUntil = endOfDay(parseDate(input.kybValidUntil, "/kybValidUntil"), "UTC");
  return {
    command: "party.renew",
    subject: id,
    calls: [callTo(context, "parties", "update", [party.account, roles, validUntil])],
    result: { party: id },
    store: async (q) => {
      if (given) await q.query("UPDATE core.parties SET roles = $2 WHERE id = $1", [id, [...given]]);
    },
  };
}
