import type { Engine } from "../engine/engine.ts";
import { fromQuantity } from "../hex.ts";
import { RPC_CODE, RpcError } from "./error.ts";

/** Blocks; Besu's default, so that what works here works there. */
export const LOG_RANGE_LIMIT = 5000;

export function getLogs(engine: Engine) {
  return async (params: readonly unknown[]): Promise<unknown> => {
    const [filter] = params;
    if (typeof filter !== "object" || filter === null) {
      throw new RpcError(RPC_CODE.invalidParams, "the first parameter must be a filter object");
    }
    if ("blockHash" in filter) return engine.request("eth_getLogs", [filter]);
    const { fromBlock, toBlock } = { fromBlock: "latest", toBlock: "latest", ...filter };
    const head = fromQuantity(await engine.request("eth_blockNumber", [])) ?? 0;
    const [from, to] = [blockNumber("fromBlock", fromBlock, head), blockNumber("toBlock", toBlock, head)];
    if (to - from > LOG_RANGE_LIMIT) {
      const message = `Requested range exceeds maximum RPC range limit: ${to - from} blocks, the limit is ${LOG_RANGE_LIMIT}`;
      throw new RpcError(RPC_CODE.limitExceeded, message);
    }
    return engine.request("eth_getLogs", [{ ...filter, fromBlock: tag(fromBlock), toBlock: tag(toBlock) }]);
  };
}

function tag(block: unknown): unknown {
  return block === "pending" ? "latest" : block;
}

function blockNumber(field: string, block: unknown, head: number): number {
  if (block === "latest" || block === "pending" || block === "safe" || block === "finalized") return head;
  const number = block === "earliest" ? 0 : fromQuantity(block);
  if (number === undefined) throw new RpcError(RPC_CODE.invalidParams, `${field} must be a block number or tag`);
  return number;
}
