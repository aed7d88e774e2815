import { setTimeout as sleep } from "node:timers/promises";

import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";

const MAX_WAIT_MS = 5_000;
const STEP_MS = 15;

/**
 * Read your writes across replicas: every answer carries the block its reads had at least (Ledger-Position); a request may
 * ask for one (Min-Position) and waits for it, bounded.
 */
export function registerPosition(app: App, context: Context): void {
  const position = async (): Promise<bigint> => {
    const [row] = await context.db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
    return row?.block ?? 0n;
  };
  app.addHook("preHandler", async (request, reply) => {
    if (!request.url.startsWith("/v1/")) return;
    let current = await position();
    const asked = request.headers["min-position"];
    if (asked !== undefined) {
      if (typeof asked !== "string" || !/^\d{1,18}$/.test(asked)) {
        throw new Problem("invalid-field", { detail: "Min-Position is a block number", field: "min-position" });
      }
      const until = performance.now() + MAX_WAIT_MS;
      while (current < BigInt(asked) && performance.now() < until) {
        await sleep(STEP_MS);
        current = await position();
      }
      if (current < BigInt(asked))
        throw new Problem("not-ready", { detail: `the mirror is at block ${String(current)}` });
    }
    reply.header("Ledger-Position", String(current));
  });
}
