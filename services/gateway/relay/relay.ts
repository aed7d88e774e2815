import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Signer } from "../../chain/signer.ts";
import type { Hex } from "../../domain/brand.ts";
import { acquireLease, LeaseLost, releaseLease, renewLease } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import type { Context } from "../context.ts";
import { dispatch } from "./dispatch.ts";
import { expireUnsigned } from "./expire.ts";
import { recall } from "./recall.ts";
import { reconcile } from "./reconcile.ts";

const LEASE = "relay";
const LEASE_MS = 10_000;
const IDLE_MS = 20;
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
  let lease: Lease | undefined;
  while (!signal.aborted) {
    try {
      lease = await hold(lease);
      const busy = lease ? await step(context, signer, lease) : false;
      if (!busy) await sleep(lease ? IDLE_MS : RETRY_MS);
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

async function step(context: Context, signer: Signer, lease: Lease): Promise<boolean> {
  const { gasLimit } = await context.rpc.call<{ gasLimit: Hex }>("eth_getBlockByNumber", ["latest", false]);
  await recall(context, lease);
  await expireUnsigned(context, lease);
  const dispatched = await dispatch(context, signer, lease, BigInt(gasLimit));
  await reconcile(context, lease);
  return dispatched;
}
