import { mkdir } from "node:fs/promises";
import { openChain } from "./chain.ts";
import type { NodeConfig } from "./config.ts";
import { fromQuantity } from "./hex.ts";
import { lockHome } from "./lock.ts";
import type { Log } from "./log.ts";
import { Pool } from "./pool/pool.ts";
import { methods } from "./rpc/methods.ts";
import { listen } from "./rpc/server.ts";
import { Sealer } from "./sealer.ts";

export interface OpenNode {
  readonly url: string;
  /** Finishes the block at work, then lets go of port, journal and home. */
  close(): Promise<void>;
}

/**
 * Locks the home, brings its chain back and serves it.
 * @param fatal is called if the node can no longer go on; the process must then end.
 * @throws NodeRefusal
 */
export async function openNode(config: NodeConfig, log: Log, fatal: (error: unknown) => void): Promise<OpenNode> {
  await mkdir(config.home, { recursive: true, mode: 0o700 });
  const unlock = lockHome(config.home);
  const chain = await openChain(config, log);
  const pool = new Pool(async (address) => {
    return fromQuantity(await chain.engine.request("eth_getTransactionCount", [address, "latest"])) ?? 0;
  });
  const sealer = new Sealer(chain, pool, config, log, fatal);
  const server = await listen(methods({ chain, pool, sealer, config }), config.port);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await sealer.stop();
      await chain.journal.close();
      unlock();
    },
  };
}
