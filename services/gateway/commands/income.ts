import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { assetFor } from "../queries/assets.ts";
import { facilityFor } from "../queries/facilities.ts";
import { claimFor } from "../queries/claims.ts";
import type { NewIncome } from "../schemas/income.ts";
import { callTo } from "./calls.ts";

/** The agent takes a claim that it holds for the lenders as a source of payment. @throws Problem not-found */
export async function assignIncome(context: Context, actor: Actor, id: string, body: NewIncome): Promise<Act> {
  await facilityFor(context, actor, id);
  await claimFor(context, actor, body.receivable);
  await assetFor(context, actor, body.asset);
  return {
    command: "facility.assign-income",
    subject: id,
    calls: [callTo(context, "income", "assign", [id, body.receivable, body.asset])],
    result: { facility: id, receivable: body.receivable, asset: body.asset },
  };
}

/** Anybody whom the facility concerns passes on what such a claim has received. @throws Problem not-found */
export async function collectIncome(
  context: Context,
  actor: Actor,
  { id, receivable }: { readonly id: string; readonly receivable: string },
): Promise<Act> {
  await facilityFor(context, actor, id);
  const sql = "SELECT 1 FROM mirror.facility_incomes WHERE facility_id = $1 AND claim_id = $2";
  if ((await context.db.query(sql, [id, receivable])).length === 0)
    throw new Problem("not-found", { detail: "this claim is no source of payment of the facility" });
  return {
    command: "facility.collect-income",
    subject: id,
    calls: [callTo(context, "income", "collect", [receivable])],
    result: { facility: id, receivable },
  };
}
