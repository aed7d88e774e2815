import { setTimeout as sleep } from "node:timers/promises";

import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";

const MAX_WAIT_MS = 5_000;
const STEP_MS = 15;

/**
 * Read your writes across replicas: every answer carries the block its reads had at least (Ledger-Position), that of an act
 * the block in which its outcome can be read; a request may ask for one (Min-Position) and waits for it, bounded.
 */
export function registerPosition(app: App, context: Context): void {
  const read = async (): Promise<bigint> => readPosition(context);
  // However many requests wait, the database is asked once a step.
  const next = shared(async () => {
    await sleep(STEP_MS);
    return read();
  });
  app.addHook("preHandler", async (request, reply) => {
    if (!request.actor) return;
    const asked = request.headers["min-position"];
    const current = await read();
    const reached = typeof asked === "string" ? await waitFor(BigInt(asked), current, next) : current;
    reply.header("Ledger-Position", String(reached));
  });
  app.addHook("onSend", async (request, reply) => {
    if (!request.actor || request.method !== "POST" || reply.statusCode >= 300) return;
    reply.header("Ledger-Position", String(await read()));
  });
}

async function readPosition({ db }: Context): Promise<bigint> {
  const [row] = await db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
  return row?.block ?? 0n;
}

/** Whoever asks while an answer is under way gets that one. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () =>
    (asked ??= ask().finally(() => {
      asked = undefined;
    }));
}

async function waitFor(block: bigint, from: bigint, next: () => Promise<bigint>): Promise<bigint> {
  let current = from;
  for (const until = performance.now() + MAX_WAIT_MS; current < block && performance.now() < until;)
    current = await next();
  if (current >= block) return current;
  throw new Problem("not-ready", { detail: `the mirror is at block ${String(current)}` });
}
