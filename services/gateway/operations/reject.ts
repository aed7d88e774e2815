import { json } from "../../store/parameter.ts";
import type { Actor } from "../auth/actor.ts";
import { requireRole } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { operationFor } from "../queries/operations.ts";
import type { OperationRow } from "./row.ts";

/**
 * The checker sends an operation that waits for signatures back, or its maker withdraws it: it gets no more signatures and
 * is never sent. Doing so again changes nothing.
 *
 * @throws Problem not-found, forbidden, operation-not-open
 */
export async function reject(context: Context, actor: Actor, id: string, reason: string): Promise<OperationRow> {
  requireRole(actor, "checker", "maker");
  const row = await operationFor(context.db, actor, id);
  const isOwn = row.account === actor.account && (actor.roles.includes("checker") || row.created_by === actor.userId);
  if (!isOwn) {
    const detail = "the acting party's checkers send an operation back, and its maker withdraws it";
    throw new Problem("forbidden", { detail });
  }
  const error = { detail: reason, rejectedBy: actor.userName };
  const [rejected] = await context.db.query<OperationRow>(
    "UPDATE core.operations SET status = 'cancelled', error = $2 WHERE id = $1 AND status = 'awaiting_signatures' RETURNING *",
    [row.id, json(error)],
  );
  if (rejected) return rejected;
  if (row.status === "cancelled") return row;
  throw new Problem("operation-not-open", { detail: `the operation is ${row.status}` });
}
