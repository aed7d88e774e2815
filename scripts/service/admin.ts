import { rmSync } from "node:fs";
import Fastify from "fastify";
import type { Logger } from "pino";

import type { Indexer } from "../../services/indexer/startIndexer.ts";
import { adminTasks } from "./adminTasks.ts";
import type { AdminContext } from "./adminTasks.ts";

interface AdminOptions extends AdminContext {
  readonly socket: string;
  readonly indexer: Indexer;
  readonly log: Logger;
}

/**
 * What command-line tools ask of a running service, over a socket in its folder that only its user can open: the embedded
 * database and chain have one owner each.
 */
export async function startAdmin({
  socket,
  indexer,
  log,
  ...context
}: AdminOptions): Promise<{ stop(): Promise<void> }> {
  const app = Fastify({ loggerInstance: log.child({ part: "admin" }), requestTimeout: 0 });
  for (const [name, task] of Object.entries(adminTasks)) {
    app.post(`/${name}`, async (_request, reply) => {
      const report = await indexer.paused(async () => task(context));
      return reply.type("application/json").send(report);
    });
  }
  rmSync(socket, { force: true });
  await app.listen({ path: socket });
  return {
    stop: async () => {
      await app.close();
    },
  };
}
