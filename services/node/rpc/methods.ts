import type { Chain } from "../chain.ts";
import type { NodeConfig } from "../config.ts";
import { ENGINE_NAME, engineVersion } from "../engine/version.ts";
import type { Pool } from "../pool/pool.ts";
import type { Sealer } from "../sealer.ts";
import { getBlockReceipts } from "./blockReceipts.ts";
import { simulate } from "./calls.ts";
import { getLogs } from "./logs.ts";
import { atBlock, PASS_THROUGH } from "./passThrough.ts";
import { getTransactionByHash, getTransactionCount, sendRawTransaction } from "./transactions.ts";

/** @throws RpcError, or rejects with it */
export type Method = (params: readonly unknown[]) => unknown;

/** What `tallystick_nodeInfo` answers. */
export interface NodeInfo {
  readonly engine: string;
  readonly version: string;
  readonly consensus: "single-operator";
  readonly journalBlocks: number;
  readonly journalTransactions: number;
  /** Transactions accepted and not yet in a block. */
  readonly poolTransactions: number;
  /** Milliseconds the last start took to rebuild the chain. */
  readonly replayMs: number;
}

interface Parts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly sealer: Sealer;
  readonly config: NodeConfig;
}

/** Every reachable method by name. */
export function methods({ chain, pool, sealer, config }: Parts): ReadonlyMap<string, Method> {
  const { engine, replayed } = chain;
  const version = engineVersion();
  const info = (): NodeInfo => ({
    engine: ENGINE_NAME,
    version,
    consensus: "single-operator",
    journalBlocks: sealer.journalled.blocks,
    journalTransactions: sealer.journalled.transactions,
    poolTransactions: pool.size,
    replayMs: replayed.millis,
  });
  const passed = Object.entries(PASS_THROUGH).map(
    ([name, position]) => [name, (params) => engine.request(name, atBlock(params, position))] as [string, Method],
  );
  return new Map<string, Method>([
    ...passed,
    ["eth_call", simulate(engine, "eth_call", config.blockGasLimit)],
    ["eth_estimateGas", simulate(engine, "eth_estimateGas", config.blockGasLimit)],
    ["eth_getLogs", getLogs(engine)],
    ["eth_getBlockReceipts", getBlockReceipts(engine)],
    ["eth_sendRawTransaction", sendRawTransaction(engine, pool, sealer, config)],
    ["eth_getTransactionByHash", getTransactionByHash(engine, pool)],
    ["eth_getTransactionCount", getTransactionCount(engine, pool)],
    // The engine suggests a tip, which nobody here could pay.
    ["eth_gasPrice", () => "0x0"],
    ["eth_maxPriorityFeePerGas", () => "0x0"],
    ["net_listening", () => true],
    ["net_peerCount", () => "0x0"],
    ["web3_clientVersion", () => `TallystickNode/${ENGINE_NAME}/${version}/single-operator`],
    ["tallystick_nodeInfo", info],
  ]);
}
