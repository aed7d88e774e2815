import type { NodeConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { recoverBy } from "../engine/recover.ts";
import { fromQuantity, toQuantity } from "../hex.ts";
import type { Pool } from "../pool/pool.ts";
import { readTransaction } from "../pool/transaction.ts";
import { pendingView } from "../pool/view.ts";
import type { Sealer } from "../sealer.ts";
import { atBlock } from "./passThrough.ts";

/** Accepts into the pool; the answer is the hash. Not durable: see README.md. */
export function sendRawTransaction(engine: Engine, pool: Pool, sealer: Sealer, config: NodeConfig) {
  const recover = recoverBy(engine);
  return async ([raw]: readonly unknown[]): Promise<unknown> => {
    const transaction = await readTransaction(raw, config, recover);
    await pool.add(transaction);
    sealer.wake();
    return transaction.hash;
  };
}

export function getTransactionByHash(engine: Engine, pool: Pool) {
  return async (params: readonly unknown[]): Promise<unknown> => {
    const [hash] = params;
    // Looked up first: it may be mined, and gone from the pool, while the engine is asked.
    const waiting = typeof hash === "string" ? pool.get(hash.toLowerCase()) : undefined;
    const found = (await engine.request("eth_getTransactionByHash", params)) as { blockHash: unknown } | null;
    return waiting && !found?.blockHash ? pendingView(waiting) : found;
  };
}

export function getTransactionCount(engine: Engine, pool: Pool) {
  return async (params: readonly unknown[]): Promise<unknown> => {
    const [address, block] = params;
    const count = await engine.request("eth_getTransactionCount", atBlock(params, 1));
    if (block !== "pending" || typeof address !== "string") return count;
    return toQuantity(pool.pendingNonce(address, fromQuantity(count) ?? 0));
  };
}
