import type { Logger } from "pino";

import type { Keystore } from "../../chain/keystore.ts";
import type { Manifest } from "../../chain/manifest.ts";
import type { Database } from "../../store/database.ts";
import { LeaseLost } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { underLease } from "../underLease.ts";
import type { Running } from "../underLease.ts";
import { deliver } from "./deliver.ts";
import type { Resolve } from "./guardedLookup.ts";
import { dueWebhooks } from "./rows.ts";
import { RETRY_AFTER_MS } from "./schedule.ts";

export interface WebhookOptions {
  readonly db: Database;
  readonly manifest: Pick<Manifest, "networkId">;
  readonly keystore: Keystore;
  readonly log: Pick<Logger, "error" | "warn">;
  readonly loopback: boolean;
  readonly timeoutMs?: number;
  readonly retryAfterMs?: readonly number[];
  readonly resolve?: Resolve;
}

const TIMEOUT_MS = 10_000;
const IDLE_MS = 250;
const BUSY_MS = 5;
/** Webhooks that are sent to at the same time; each gets one event after another. */
const MOST_AT_ONCE = 32;

/** Sends events to webhooks: at least once, in order at each, and a slow one holds up nobody else. */
export function startWebhooks(options: WebhookOptions): Running {
  const { db, manifest, log, timeoutMs = TIMEOUT_MS, retryAfterMs = RETRY_AFTER_MS } = options;
  const underWay = new Map<string, Promise<void>>();
  let cut = new AbortController();

  const begin = (lease: Lease, id: string): void => {
    const delivery = { ...options, network: manifest.networkId, timeoutMs, retryAfterMs, signal: cut.signal };
    const sending = deliver(delivery, lease, id)
      .catch((error: unknown) => {
        // Another process has taken over, and sends the event again.
        if (!(error instanceof LeaseLost)) log.error({ err: error, webhook: id }, "webhooks: attempt failed");
      })
      .finally(() => underWay.delete(id));
    underWay.set(id, sending);
  };

  return underLease({
    db,
    name: "webhooks",
    log,
    step: async (lease) => {
      const due = await dueWebhooks(db, MOST_AT_ONCE - underWay.size, [...underWay.keys()]);
      for (const { id } of due) begin(lease, id);
      return due.length === 0 ? IDLE_MS : BUSY_MS;
    },
    end: async () => {
      cut.abort();
      await Promise.all(underWay.values());
      cut = new AbortController();
    },
  });
}
