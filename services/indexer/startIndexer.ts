import { checkDeployment } from "../chain/checkDeployment.ts";
import { Bell } from "../domain/bell.ts";
import { Loop } from "./follow/loop.ts";
import type { Indexer, IndexerOptions } from "./indexer.ts";
import { coverContracts } from "./write/coverage.ts";
import { inSchema } from "./write/schema.ts";

export type { Indexer } from "./indexer.ts";

const POLL_MS = 50;

/**
 * Starts to keep the mirror up with the chain; it may be far behind when this returns, see {@link Indexer.status}.
 * @throws ChainError wrong-chain-id, wrong-genesis, wrong-code; VersionMissed; RpcNoAnswer
 */
export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const { db, rpc, manifest } = options;
  await checkDeployment(rpc, manifest);
  await inSchema(db, "mirror", (q) => coverContracts(q, manifest));
  const loop = new Loop({ pollMs: POLL_MS, bell: new Bell(), ...options });
  loop.start();
  return loop;
}
