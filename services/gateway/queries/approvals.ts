import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/row.ts";
import type { Page } from "../routes/page.ts";
import { instant, instantOfSeconds } from "../schemas/instants.ts";
import { acknowledgementsIn } from "./approvalItems.ts";
import { readCalls } from "./readCalls.ts";

export interface WaitingRow extends OperationRow {
  readonly made_by: string;
  readonly signed: bigint;
}

/** What waits for this user: operations of its party that want a signature, that it neither made nor signed; oldest first. */
export async function listApprovals(context: Context, actor: Actor, { after, limit }: Page): Promise<WaitingRow[]> {
  return context.db.query<WaitingRow>(
    `SELECT o.*, u.name AS made_by, (SELECT count(*) FROM core.signatures s WHERE s.operation_id = o.id) AS signed
       FROM core.operations o JOIN core.users u ON u.id = o.created_by
      WHERE o.account = $1 AND o.status = 'awaiting_signatures' AND o.created_by <> $2
        AND ($3::bigint IS NULL OR o.sequence > $3) AND (o.intent->>'deadline')::bigint > $4
        AND NOT EXISTS (SELECT 1 FROM core.signatures s WHERE s.operation_id = o.id AND s.user_id = $2)
      ORDER BY o.sequence LIMIT $5`,
    [actor.account, actor.userId, after?.[0] ?? null, BigInt(Math.floor(context.now().getTime() / 1000)), limit],
  );
}

export async function viewApprovals(context: Context, actor: Actor, rows: readonly WaitingRow[]): Promise<unknown[]> {
  const calls = rows.map(({ intent }) => readCalls(context, intent.calls));
  const acknowledgements = await acknowledgementsIn(context, actor, calls.flat());
  return rows.map((row, at) => ({
    operation: row.id,
    command: row.command,
    subject: row.subject,
    madeBy: row.made_by,
    madeAt: instant(row.created_at),
    deadline: instantOfSeconds(BigInt(row.intent.deadline)),
    signatures: Number(row.signed),
    threshold: row.threshold,
    calls: calls[at] ?? [],
    acknowledgements: (calls[at] ?? []).flatMap(({ items }) =>
      items.flatMap(({ id }) => acknowledgements.get(id) ?? []),
    ),
  }));
}
