import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { OperationRow } from "../operations/row.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";

/** @throws Problem not-found */
export async function operationFor(q: Queries, actor: Actor, id: string): Promise<OperationRow> {
  const [row] = await q.query<OperationRow>(
    "SELECT * FROM core.operations WHERE id = $1 AND ($2::boolean OR account = $3)",
    [id, seesAll(actor), actor.account],
  );
  if (!row) throw new Problem("not-found", { detail: "there is no such operation of your party" });
  return row;
}

/** Operations of the caller's party, newest first; for an auditor, whose party has none, everybody's. */
export async function listOperations(
  q: Queries,
  actor: Actor,
  { after, limit }: Page,
  status: string | undefined,
): Promise<OperationRow[]> {
  return q.query<OperationRow>(
    `SELECT * FROM core.operations
      WHERE ($1::text IS NULL OR account = $1)
        AND ($2::bigint IS NULL OR sequence < $2) AND ($3::text IS NULL OR status = $3)
      ORDER BY sequence DESC LIMIT $4`,
    [actor.roles.includes("auditor") ? null : actor.account, after?.[0] ?? null, status ?? null, limit],
  );
}
