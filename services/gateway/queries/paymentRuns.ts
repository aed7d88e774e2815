import type { Actor } from "../auth/actor.ts";
import type { RefusedItem } from "../commands/resultOfLogs.ts";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/row.ts";
import { partsOf } from "../operations/submitMany.ts";
import { Problem } from "../problems/problem.ts";
import { operationFor } from "./operations.ts";

interface ToldItem {
  readonly receivable: string;
  readonly amount: unknown;
  readonly flags: readonly string[];
}

/** A payment run by its id, which is that of its first operation. @throws Problem not-found */
export async function paymentRunFor(context: Context, actor: Actor, id: string): Promise<object> {
  const first = await operationFor(context.db, actor, id);
  if (first.command === "receivable.acknowledgeMany" && Array.isArray(first.result?.["operations"]))
    return viewRun(await partsOf(context, first.account, first));
  throw new Problem("not-found", { detail: "there is no such payment run of your party" });
}

/** What became of each item: an operation that is done did all but what the ledger refused; one that failed did none. */
export function viewRun(rows: readonly OperationRow[]): object {
  return {
    id: rows[0]?.id,
    operations: rows.map(({ id, status }) => ({ id, status })),
    items: rows.flatMap((row) => {
      const refused = new Map(
        ((row.result?.["refused"] ?? []) as RefusedItem[]).map(({ index, ...why }) => [index, why]),
      );
      return ((row.result?.["items"] ?? []) as ToldItem[]).map((item, at) => {
        const why = refused.get(at);
        return { ...item, operation: row.id, status: statusOf(row, why !== undefined), error: why ?? row.error };
      });
    }),
  };
}

function statusOf({ status }: OperationRow, isRefused: boolean): string {
  if (status === "done") return isRefused ? "refused" : "acknowledged";
  return ["failed", "expired", "cancelled"].includes(status) ? "refused" : "waiting";
}
