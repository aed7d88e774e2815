import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { acquireLease, LeaseLost, releaseLease, renewLease } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import type { Context } from "../context.ts";
import { proveChanged } from "./prove.ts";
import { isDue, takeCheckpoint } from "./take.ts";

const LEASE = "checkpoints";
const LEASE_MS = 60_000;
const REST_MS = 1_000;

/** Signs a checkpoint after each day and keeps proofs of what has changed, in one process at a time. */
export function startCheckpoints(context: Context): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run(context, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run(context: Context, signal: AbortSignal): Promise<void> {
  const { db, log } = context;
  const holder = randomUUID();
  let lease: Lease | undefined;
  let renewedAt = 0;
  while (!signal.aborted) {
    let more = false;
    try {
      if (!lease || performance.now() - renewedAt > LEASE_MS / 3) {
        renewedAt = performance.now();
        if (lease) await renewLease(db, lease, LEASE_MS);
        else lease = await acquireLease(db, LEASE, holder, LEASE_MS);
      }
      if (lease) {
        if (await isDue(context)) await takeCheckpoint(context);
        more = await proveChanged(context);
      }
    } catch (error) {
      if (error instanceof LeaseLost) lease = undefined;
      else log.error({ err: error }, "checkpoints: step failed, trying again");
    }
    if (!more) await sleep(REST_MS, undefined, { signal }).catch(() => undefined);
  }
  if (lease) await releaseLease(db, lease);
}
