import { rmSync } from "node:fs";
import Fastify from "fastify";
import type { Logger } from "pino";

import type { Manifest } from "../../services/chain/manifest.ts";
import type { Rpc } from "../../services/chain/rpc.ts";
import { rebuild } from "../../services/indexer/rebuild.ts";
import type { Indexer } from "../../services/indexer/startIndexer.ts";
import { verify } from "../../services/indexer/verify.ts";
import type { Database } from "../../services/store/database.ts";

interface AdminOptions {
  readonly socket: string;
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
  readonly indexer: Indexer;
  readonly log: Logger;
}

/**
 * What command-line tools ask of a running service, over a socket in its folder that only its user can open: the embedded
 * database and chain have one owner each.
 */
export async function startAdmin({
  socket,
  db,
  rpc,
  manifest,
  indexer,
  log,
}: AdminOptions): Promise<{ stop(): Promise<void> }> {
  const app = Fastify({ loggerInstance: log.child({ part: "admin" }) });
  app.post("/verify", async () => verify({ db, rpc, manifest }));
  app.post("/rebuild", async () => indexer.paused(async () => rebuild({ db, rpc, manifest })));
  rmSync(socket, { force: true });
  await app.listen({ path: socket });
  return {
    stop: async () => {
      await app.close();
    },
  };
}
