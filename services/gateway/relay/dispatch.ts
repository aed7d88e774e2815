import { relayCapacity, relayGasLimit, relayItemGas } from "../../chain/relayGas.ts";
import { buildRelayTransaction } from "../../chain/relayTransaction.ts";
import type { Signer } from "../../chain/signer.ts";
import type { Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { json } from "../../store/parameter.ts";
import type { Context } from "../context.ts";
import { lockQueued } from "./outbox.ts";
import type { OutboxItem, Unfit } from "./outbox.ts";

const BATCH = 100;

/**
 * Takes what is queued into one relay transaction and commits its bytes, before anything is sent: nonce, raw bytes and the
 * operations' new status are one database transaction, under the lease that makes this relay the only one.
 * What can never be relayed ends here as failed; nobody else has its signatures.
 *
 * @returns whether there was anything to take
 */
export async function dispatch(context: Context, signer: Signer, lease: Lease): Promise<boolean> {
  const queued = await context.db.query("SELECT 1 FROM core.operations WHERE status = 'queued' LIMIT 1");
  if (queued.length === 0) return false;
  const { gasLimit } = await context.rpc.call<{ gasLimit: Hex }>("eth_getBlockByNumber", ["latest", false]);
  const onChain = await context.rpc.call<Hex>("eth_getTransactionCount", [signer.address, "latest"]);
  return context.db.tx(async (q) => {
    await assertEpoch(q, lease);
    const capacity = relayCapacity(BigInt(gasLimit));
    const outbox = await lockQueued(context, q, BATCH);
    const oversized = outbox.items.filter(({ item }) => relayGasLimit([item]) > capacity);
    await fail(q, [...outbox.unfit, ...oversized.map((one) => tooLarge(one, capacity))]);
    const items = fitting(
      outbox.items.filter((item) => !oversized.includes(item)),
      capacity,
    );
    if (items.length === 0) return outbox.unfit.length + oversized.length > 0;
    const nonce = await nextNonce(q, signer, BigInt(onChain));
    const relayItems = items.map(({ item }) => item);
    const { raw, hash } = await buildRelayTransaction({
      signer,
      chainId: context.manifest.chainId,
      relay: context.version.contracts.relay,
      nonce: Number(nonce),
      gasLimit: relayGasLimit(relayItems),
      items: relayItems,
    });
    await q.query(
      "INSERT INTO core.relay_transactions (relay, nonce, raw, hash, status) VALUES ($1, $2, $3, $4, 'signed')",
      [signer.address, nonce, raw, hash],
    );
    for (const [position, { operation }] of items.entries()) {
      await q.query("INSERT INTO core.relay_items (relay, nonce, position, operation_id) VALUES ($1, $2, $3, $4)", [
        signer.address,
        nonce,
        position,
        operation,
      ]);
    }
    await q.query("UPDATE core.operations SET status = 'sent', transaction_hash = $2 WHERE id = ANY($1)", [
      items.map(({ operation }) => operation),
      hash,
    ]);
    return true;
  });
}

async function fail(q: Queries, unfit: readonly Unfit[]): Promise<void> {
  for (const { operation, detail } of unfit) {
    await q.query("UPDATE core.operations SET status = 'failed', error = $2 WHERE id = $1", [
      operation,
      json({ detail }),
    ]);
  }
}

const tooLarge = ({ operation, item }: OutboxItem, capacity: bigint): Unfit => ({
  operation,
  detail: `to relay the operation takes ${relayGasLimit([item])} gas, and a block has place for ${capacity}`,
});

/** The first items that fit a block together, in order. */
function fitting(items: readonly OutboxItem[], gas: bigint): OutboxItem[] {
  let used = relayGasLimit([]);
  const end = items.findIndex(({ item }) => {
    used += relayItemGas(item);
    return used > gas;
  });
  return end === -1 ? [...items] : items.slice(0, end);
}

async function nextNonce(q: Queries, { address }: Signer, onChain: bigint): Promise<bigint> {
  const [row] = await q.query<{ next: bigint | null }>(
    "SELECT max(nonce) + 1 AS next FROM core.relay_transactions WHERE relay = $1",
    [address],
  );
  const next = row?.next ?? 0n;
  return next > onChain ? next : onChain;
}
