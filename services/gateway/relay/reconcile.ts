import { outcomesOf } from "../../chain/outcomes.ts";
import type { ItemOutcome } from "../../chain/outcomes.ts";
import { RpcError } from "../../chain/rpcError.ts";
import type { RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { json } from "../../store/parameter.ts";
import { resultOfLogs } from "../commands/resultOfLogs.ts";
import type { Context } from "../context.ts";
import { errorOfRevert } from "../problems/fromRevert.ts";
import { sentItems } from "./outbox.ts";
import type { OutboxItem } from "./outbox.ts";
import { logsByItem } from "./logsByItem.ts";

interface RelayRow {
  relay: string;
  nonce: bigint;
  raw: Hex;
  hash: Hash;
}

/**
 * Looks up every relay transaction that has no outcome yet: books the mined ones, sends the others' bytes (again).
 *
 * @returns whether there was any
 * @throws RpcError, RpcNoAnswer when the node did not take a transaction: those after it have to wait for it
 */
export async function reconcile(context: Context, lease: Lease): Promise<boolean> {
  const open = await context.db.query<RelayRow>(
    "SELECT relay, nonce, raw, hash FROM core.relay_transactions WHERE status IN ('signed', 'sent') ORDER BY nonce LIMIT 50",
  );
  if (open.length === 0) return false;
  const receipts = await context.rpc.batch<RpcReceipt | null>(
    open.map(({ hash }) => ({ method: "eth_getTransactionReceipt", params: [hash] })),
  );
  for (const [at, row] of open.entries()) {
    const answer = receipts[at];
    if (answer?.ok !== true) throw answer?.error ?? new Error("a batch has as many answers as calls");
    if (answer.result) await book(context, lease, row, answer.result);
    else await send(context, lease, row);
  }
  return true;
}

/** Sends the committed bytes. What the node says of them is not trusted: the receipt alone decides. */
async function send(context: Context, lease: Lease, row: RelayRow): Promise<void> {
  const known = await context.rpc.call("eth_getTransactionByHash", [row.hash]).catch(absent);
  if (known) return;
  try {
    await context.rpc.call("eth_sendRawTransaction", [row.raw]);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    context.log.warn({ transaction: row.hash, node: error.message }, "the node did not take a relay transaction");
    if (await supersedeIfOvertaken(context, lease, row)) return;
    throw error;
  }
  await context.db.query("UPDATE core.relay_transactions SET status = 'sent' WHERE hash = $1 AND status = 'signed'", [
    row.hash,
  ]);
}

function absent(error: unknown): null {
  if (error instanceof RpcError) return null;
  throw error;
}

/** The nonce was used by other bytes, as after a restored database: the items go again, accounts refuse a second outcome. */
async function supersedeIfOvertaken(context: Context, lease: Lease, row: RelayRow): Promise<boolean> {
  const count = await context.rpc.call<Hex>("eth_getTransactionCount", [row.relay, "latest"]);
  const receipt = await context.rpc.call<RpcReceipt | null>("eth_getTransactionReceipt", [row.hash]);
  if (receipt) return true;
  if (BigInt(count) <= row.nonce) return false;
  await context.db.tx(async (q) => {
    await assertEpoch(q, lease);
    await q.query("UPDATE core.relay_transactions SET status = 'superseded' WHERE hash = $1", [row.hash]);
    await q.query(
      "UPDATE core.operations SET status = 'queued', transaction_hash = NULL WHERE transaction_hash = $1 AND status = 'sent'",
      [row.hash],
    );
  });
  return true;
}

async function book(context: Context, lease: Lease, row: RelayRow, receipt: RpcReceipt): Promise<void> {
  await context.db.tx(async (q) => {
    await assertEpoch(q, lease);
    const items = await sentItems(context, q, row.relay, row.nonce);
    const outcomes = outcomesOf(
      receipt,
      items.map(({ item }) => item),
    );
    const logs = logsByItem(receipt, items);
    const block = BigInt(receipt.blockNumber);
    for (const [at, { operation }] of items.entries()) {
      const outcome = outcomes[at];
      if (outcome) await finish(q, operation, outcome, block, resultOfLogs(logs.get(operation) ?? []));
    }
    await q.query("UPDATE core.relay_transactions SET status = 'mined', block = $2 WHERE hash = $1", [row.hash, block]);
  });
}

async function finish(
  q: Queries,
  operation: OutboxItem["operation"],
  outcome: ItemOutcome,
  block: bigint,
  result: Record<string, unknown>,
): Promise<void> {
  switch (outcome.status) {
    case "done":
      await q.query(
        "UPDATE core.operations SET status = 'done', block = $2, result = coalesce(result, '{}'::jsonb) || $3 WHERE id = $1 AND status = 'sent'",
        [operation, block, json(result)],
      );
      return;
    case "not-attempted":
      await q.query(
        "UPDATE core.operations SET status = 'queued', transaction_hash = NULL WHERE id = $1 AND status = 'sent'",
        [operation],
      );
      return;
    case "failed":
    case "refused": {
      // A refused intent consumed nothing, but no later try could end otherwise: epochs and time only rise.
      const { name } = outcome.reason;
      // Somebody else had submitted it before us, or we ourselves before the database was restored: see recall.
      if (name === "IntentConsumed") {
        await q.query("UPDATE core.operations SET status = 'unknown' WHERE id = $1 AND status = 'sent'", [operation]);
        return;
      }
      const { detail, extra } = errorOfRevert(outcome.reason);
      await q.query(
        "UPDATE core.operations SET status = $2, block = $3, error = $4 WHERE id = $1 AND status = 'sent'",
        [operation, name === "IntentExpired" ? "expired" : "failed", block, json({ detail, ...extra })],
      );
    }
  }
}
