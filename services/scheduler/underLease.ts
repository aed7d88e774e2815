import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";

import { Bell } from "../domain/bell.ts";
import type { Database } from "../store/database.ts";
import { acquireLease, LeaseLost, releaseLease, renewLease } from "../store/lease.ts";
import type { Lease } from "../store/lease.ts";

const LEASE_MS = 15_000;
const STANDBY_MS = 500;
const RETRY_MS = 1_000;

export interface Work {
  readonly db: Database;
  /** Of several processes the one that holds the lease of this name works, the others stand by. */
  readonly name: string;
  readonly log: Pick<Logger, "error">;
  /** Ends a rest early. */
  readonly bell?: Bell | undefined;
  /** @returns milliseconds to rest before the next step */
  readonly step: (lease: Lease) => Promise<number>;
  /** When the lease was lost or is given back: nothing more may be begun in its name. */
  readonly end?: () => Promise<void>;
}

export interface Running {
  /** Ends after the step under way, and lets another process take over at once. */
  stop(): Promise<void>;
}

/** Steps for ever, in one process at a time. */
export function underLease(work: Work): Running {
  const stopping = new AbortController();
  const running = run(work, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run({ db, name, log, step, end, bell = new Bell() }: Work, signal: AbortSignal): Promise<void> {
  const holder = randomUUID();
  let lease: Lease | undefined;
  let renewedAt = 0;
  while (!signal.aborted) {
    const { rung } = bell;
    try {
      if (!lease || performance.now() - renewedAt > LEASE_MS / 3) {
        renewedAt = performance.now();
        if (lease) await renewLease(db, lease, LEASE_MS);
        else lease = await acquireLease(db, name, holder, LEASE_MS);
      }
      await bell.rest(lease ? await step(lease) : STANDBY_MS, rung, signal);
    } catch (error) {
      if (error instanceof LeaseLost) {
        lease = undefined;
        await end?.();
      } else log.error({ err: error }, `${name}: step failed, trying again`);
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  await end?.();
  if (lease) await releaseLease(db, lease);
}
