import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Signer } from "../../chain/signer.ts";
import { acquireLease, LeaseLost, releaseLease, renewLease } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import type { Context } from "../context.ts";
import { dispatch } from "./dispatch.ts";
import { expireUnsigned } from "./expire.ts";
import { recall } from "./recall.ts";
import { reconcile } from "./reconcile.ts";

const LEASE = "relay";
const LEASE_MS = 10_000;
/** Between two looks at what was sent. */
const SENT_MS = 20;
/** Between two looks for what nobody here has rung for: other processes' operations, strangers' acts, deadlines. */
const IDLE_MS = 250;
const RETRY_MS = 500;

export interface Relay {
  /** Ends after the step under way. */
  stop(): Promise<void>;
}

/** Sends queued operations to the chain and books their outcomes, for as long as this process holds the lease. */
export function startRelay(context: Context, signer: Signer): Relay {
  const stopping = new AbortController();
  const running = run(context, signer, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run(context: Context, signer: Signer, signal: AbortSignal): Promise<void> {
  const hold = leaseKeeper(context);
  const step = stepper(context, signer);
  let lease: Lease | undefined;
  while (!signal.aborted) {
    try {
      const { rung } = context.bell;
      lease = await hold(lease);
      const rest = lease ? await step(lease) : RETRY_MS;
      if (rest > 0) await context.bell.rest(rest, rung, signal);
    } catch (error) {
      if (error instanceof LeaseLost) lease = undefined;
      else context.log.error({ err: error }, "relay: step failed, trying again");
      await sleep(RETRY_MS);
    }
  }
  if (lease) await releaseLease(context.db, lease);
}

/** The lease, renewed when a third of it is over; what is written under it checks its epoch anyway. */
function leaseKeeper({ db }: Context): (lease: Lease | undefined) => Promise<Lease | undefined> {
  const holder = randomUUID();
  let renewedAt = 0;
  return async (lease) => {
    if (lease && performance.now() - renewedAt < LEASE_MS / 3) return lease;
    renewedAt = performance.now();
    if (!lease) return acquireLease(db, LEASE, holder, LEASE_MS);
    await renewLease(db, lease, LEASE_MS);
    return lease;
  };
}

/** @returns what takes one step, and answers the milliseconds to rest after it */
function stepper(context: Context, signer: Signer): (lease: Lease) => Promise<number> {
  let looked = -Infinity;
  return async (lease) => {
    if (performance.now() - looked >= IDLE_MS) {
      looked = performance.now();
      await recall(context, lease);
      await expireUnsigned(context, lease);
    }
    if (await dispatch(context, signer, lease)) {
      await reconcile(context, lease);
      return 0;
    }
    return (await reconcile(context, lease)) ? SENT_MS : IDLE_MS;
  };
}
