import { equalCalls } from "../../chain/relayedIntents.ts";
import { decodeRevert } from "../../chain/revert.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { json } from "../../store/parameter.ts";
import { resultOfLogs } from "../commands/resultOfLogs.ts";
import type { Context } from "../context.ts";
import { findLedgerAct, intentOfAct } from "../operations/ledgerAct.ts";
import type { LedgerAct } from "../operations/ledgerAct.ts";
import type { OperationRow } from "../operations/row.ts";
import { errorOfRevert } from "../problems/fromRevert.ts";

/**
 * Ends operations whose intent had its outcome without a transaction of ours telling it: a stranger submitted the same
 * signed intent before us, or the database is an older copy. The mirror has the outcome, or will have it.
 */
export async function recall({ db }: Context, lease: Lease): Promise<void> {
  const settled = await db.query<OperationRow>(
    `SELECT o.* FROM core.operations o JOIN mirror.intents i ON i.account = o.account AND i.id = o.id
      WHERE o.status IN ('awaiting_signatures', 'queued', 'unknown') ORDER BY o.sequence LIMIT 100`,
  );
  for (const operation of settled) {
    await db.tx(async (q) => {
      await assertEpoch(q, lease);
      const act = await findLedgerAct(q, operation.account, operation.id);
      if (act) await end(q, operation, act);
    });
  }
}

async function end(q: Queries, operation: OperationRow, act: LedgerAct): Promise<void> {
  const { status, error, result } = await ending(q, operation, act);
  await q.query(
    `UPDATE core.operations SET status = $2, block = $3, transaction_hash = $4, error = $5,
            result = CASE WHEN $2 = 'done' THEN coalesce(result, '{}'::jsonb) || $6 ELSE result END
      WHERE id = $1 AND status IN ('awaiting_signatures', 'queued', 'unknown')`,
    [operation.id, status, act.block, act.transaction_hash, error ? json(error) : null, json(result)],
  );
}

interface KeptLog {
  readonly topics: readonly Hash[];
  readonly data: Hex;
}

interface Ending {
  readonly status: LedgerAct["outcome"];
  readonly error?: Record<string, unknown>;
  readonly result: Record<string, unknown>;
}

async function ending(q: Queries, operation: OperationRow, act: LedgerAct): Promise<Ending> {
  const { outcome, reason } = act;
  if (outcome === "cancelled")
    return { status: outcome, error: { detail: "its signers have cancelled it" }, result: {} };
  if (!(await isSameAct(q, operation, act))) {
    const detail = "the ledger has another act of the party under this operation's id: see its outcome and transaction";
    return { status: "failed", error: { detail, outcome, transaction: act.transaction_hash }, result: {} };
  }
  if (outcome === "done") return { status: outcome, result: resultOfLogs(await logsOf(q, act)) };
  const { detail, extra } = errorOfRevert(decodeRevert(reason ?? "0x"));
  return { status: outcome, error: { detail, ...extra }, result: {} };
}

/** The same intent, or another one with the same calls: as signed before the database was restored to an older copy. */
async function isSameAct(q: Queries, { account, intent, intent_hash }: OperationRow, act: LedgerAct): Promise<boolean> {
  if (act.hash === intent_hash) return true;
  const executed = await intentOfAct(q, account, act);
  return executed !== undefined && equalCalls(executed.calls, intent.calls);
}

/** The events of an intent: those between the outcome before its own, in the same transaction, and its own. */
async function logsOf(q: Queries, { block, log_index, transaction_hash }: LedgerAct): Promise<KeptLog[]> {
  return q.query<KeptLog>(
    `SELECT topics, data FROM mirror.logs
      WHERE block = $1 AND transaction_hash = $2 AND index < $3
        AND index > coalesce((SELECT max(log_index) FROM mirror.intents
                               WHERE transaction_hash = $2 AND log_index < $3), -1)
      ORDER BY index`,
    [block, transaction_hash, log_index],
  );
}
