import type { Engine } from "../engine/engine.ts";
import { RPC_CODE, RpcError } from "./error.ts";

const HASH = /^0x[0-9a-f]{64}$/i;

/** `eth_getBlockReceipts`, which the engine lacks: the receipts of one block in order, or null if there is no such block. */
export function getBlockReceipts(engine: Engine) {
  return async ([block]: readonly unknown[]): Promise<unknown> => {
    if (typeof block !== "string") throw new RpcError(RPC_CODE.invalidParams, "the first parameter must name a block");
    const method = HASH.test(block) ? "eth_getBlockByHash" : "eth_getBlockByNumber";
    const found = await engine.request(method, [block === "pending" ? "latest" : block, false]);
    if (found === null) return null;
    const { transactions } = found as { transactions: string[] };
    return Promise.all(transactions.map((hash) => engine.request("eth_getTransactionReceipt", [hash])));
  };
}
