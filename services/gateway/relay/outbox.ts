import { intentDigest } from "../../chain/intents.ts";
import type { Intent } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { RelayItem } from "../../chain/relayTransaction.ts";
import { joinSignatures } from "../../chain/signer.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/row.ts";

export interface OutboxItem {
  readonly operation: Hash;
  readonly item: RelayItem;
}

/** Operations ready to go, in the order of acceptance, locked until the transaction ends. */
export async function lockQueued(context: Context, q: Queries, limit: number): Promise<OutboxItem[]> {
  const rows = await q.query<OperationRow>(
    "SELECT * FROM core.operations WHERE status = 'queued' ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED",
    [limit],
  );
  return itemsOf(context, q, rows);
}

/** The items of a relay transaction, in their order. */
export async function sentItems(context: Context, q: Queries, relay: string, nonce: bigint): Promise<OutboxItem[]> {
  const rows = await q.query<OperationRow>(
    `SELECT o.* FROM core.relay_items i JOIN core.operations o ON o.id = i.operation_id
      WHERE i.relay = $1 AND i.nonce = $2 ORDER BY i.position`,
    [relay, nonce],
  );
  return itemsOf(context, q, rows);
}

async function itemsOf({ manifest }: Context, q: Queries, rows: readonly OperationRow[]): Promise<OutboxItem[]> {
  const signatures = await q.query<{ operation_id: Hash; signature: Hex }>(
    "SELECT operation_id, signature FROM core.signatures WHERE operation_id = ANY($1) ORDER BY signed_at, signer",
    [rows.map(({ id }) => id)],
  );
  return rows.map((row) => {
    const intent: Intent = { ...row.intent, deadline: BigInt(row.intent.deadline), gas: BigInt(row.intent.gas) };
    const own = signatures.filter(({ operation_id }) => operation_id === row.id).slice(0, row.threshold);
    const digest = intentDigest(signingDomain(manifest, row.account), intent);
    const joined = joinSignatures(
      digest,
      own.map(({ signature }) => signature),
    );
    return { operation: row.id, item: { account: row.account, intent, signatures: joined } };
  });
}
