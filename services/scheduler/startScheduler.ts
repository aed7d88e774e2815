import type { Logger } from "pino";

import type { Keystore } from "../chain/keystore.ts";
import { currentVersion } from "../chain/manifest.ts";
import type { Manifest } from "../chain/manifest.ts";
import type { Bell } from "../domain/bell.ts";
import type { Database } from "../store/database.ts";
import { tell } from "./feed/tell.ts";
import { underLease } from "./underLease.ts";
import type { Running } from "./underLease.ts";
import { startWebhooks } from "./webhooks/startWebhooks.ts";

export interface SchedulerOptions {
  readonly db: Database;
  readonly manifest: Manifest;
  readonly keystore: Keystore;
  readonly log: Pick<Logger, "error" | "warn">;
  /** Calendar days after the due date until a claim that is not paid is in default. */
  readonly graceDays: number;
  /** Whether webhooks may be sent to this machine. */
  readonly loopback: boolean;
  /** Rung at every block that is in the mirror. */
  readonly bell?: Bell;
}

const IDLE_MS = 500;

/** Tells events as the mirror grows and time passes, and sends them to webhooks, for as long as this process has the leases. */
export function startScheduler(options: SchedulerOptions): Running {
  const { db, manifest, log, graceDays, bell } = options;
  const tellOptions = { graceDays, operator: currentVersion(manifest).accounts.operator };
  let isFirst = true;
  const telling = underLease({
    db,
    name: "scheduler",
    log,
    bell,
    step: async (lease) => {
      const isMore = await tell(db, lease, tellOptions, isFirst);
      isFirst = false;
      return isMore ? 0 : IDLE_MS;
    },
  });
  const sending = startWebhooks(options);
  return {
    stop: async () => {
      await Promise.all([telling.stop(), sending.stop()]);
    },
  };
}
