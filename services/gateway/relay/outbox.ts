import { intentDigest } from "../../chain/intents.ts";
import type { Intent } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { RelayItem } from "../../chain/relayTransaction.ts";
import { encodeRelay } from "../../chain/relayTransaction.ts";
import { joinSignatures } from "../../chain/signer.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/row.ts";

export interface OutboxItem {
  readonly operation: Hash;
  readonly item: RelayItem;
}

/** An operation that cannot be relayed, and why. */
export interface Unfit {
  readonly operation: Hash;
  readonly detail: string;
}

export interface Outbox {
  readonly items: readonly OutboxItem[];
  readonly unfit: readonly Unfit[];
}

/** Operations ready to go, in the order of acceptance, locked until the transaction ends. */
export async function lockQueued(context: Context, q: Queries, limit: number): Promise<Outbox> {
  const rows = await q.query<OperationRow>(
    "SELECT * FROM core.operations WHERE status = 'queued' ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED",
    [limit],
  );
  const signatures = await signaturesOf(q, rows);
  const items: OutboxItem[] = [];
  const unfit: Unfit[] = [];
  for (const row of rows) {
    try {
      const built = itemOf(context, row, signatures.get(row.id) ?? []);
      encodeRelay([built.item]);
      items.push(built);
    } catch (error) {
      // A row that no code of ours writes: whatever is wrong with it must not hold up the others.
      context.log.error({ err: error, operation: row.id }, "an operation cannot be relayed");
      unfit.push({ operation: row.id, detail: "the operation's intent or signatures cannot be read" });
    }
  }
  return { items, unfit };
}

/** The items of a relay transaction, in their order. */
export async function sentItems(context: Context, q: Queries, relay: string, nonce: bigint): Promise<OutboxItem[]> {
  const rows = await q.query<OperationRow>(
    `SELECT o.* FROM core.relay_items i JOIN core.operations o ON o.id = i.operation_id
      WHERE i.relay = $1 AND i.nonce = $2 ORDER BY i.position`,
    [relay, nonce],
  );
  const signatures = await signaturesOf(q, rows);
  return rows.map((row) => itemOf(context, row, signatures.get(row.id) ?? []));
}

async function signaturesOf(q: Queries, rows: readonly OperationRow[]): Promise<Map<Hash, Hex[]>> {
  const signatures = await q.query<{ operation_id: Hash; signature: Hex }>(
    "SELECT operation_id, signature FROM core.signatures WHERE operation_id = ANY($1) ORDER BY signed_at, signer",
    [rows.map(({ id }) => id)],
  );
  const byOperation = Map.groupBy(signatures, ({ operation_id }) => operation_id);
  return new Map([...byOperation].map(([id, own]) => [id, own.map(({ signature }) => signature)]));
}

function itemOf({ manifest }: Context, row: OperationRow, signatures: readonly Hex[]): OutboxItem {
  const intent: Intent = { ...row.intent, deadline: BigInt(row.intent.deadline), gas: BigInt(row.intent.gas) };
  const digest = intentDigest(signingDomain(manifest, row.account), intent);
  const joined = joinSignatures(digest, signatures.slice(0, row.threshold));
  return { operation: row.id, item: { account: row.account, intent, signatures: joined } };
}
