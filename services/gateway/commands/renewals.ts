import { endOfDay, parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";

/** The registrar records how long a party's new check holds. Its roles stay. @throws Problem forbidden, not-found */
export async function renewCheck(
  context: Context,
  actor: Actor,
  id: string,
  input: { readonly kybValidUntil: string },
): Promise<Act> {
  requireOperator(context, actor, "checks parties");
  const [party] = await context.db.query<{ account: string; roles: number }>(
    "SELECT account, roles FROM mirror.parties WHERE entity = $1",
    [id],
  );
  if (!party) throw new Problem("not-found", { detail: "no party has this id" });
  const validUntil = endOfDay(parseDate(input.kybValidUntil, "/kybValidUntil"), "UTC");
  return {
    command: "party.renew",
    subject: id,
    calls: [callTo(context, "parties", "update", [party.account, party.roles, validUntil])],
    result: { party: id },
  };
}
