import type { Database, Queries } from "../../store/database.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import type { Outgoing, Webhook } from "./rows.ts";
import { MOST_GIVEN_UP, withJitter } from "./schedule.ts";
import type { Sent } from "./send.ts";

type State = "retrying" | "delivered" | "given-up";

/** Books how an attempt ended, under the lease, and moves the webhook on unless the event is tried again. */
export async function settle(
  db: Database,
  lease: Lease,
  webhook: Webhook,
  { event, again }: Outgoing,
  sent: Sent,
  retryAfterMs: readonly number[],
): Promise<void> {
  const attempts = again ? 1 : webhook.attempts + 1;
  const wait = retryAfterMs[attempts - 1];
  const isDelivered = "status" in sent && sent.status >= 200 && sent.status < 300;
  // What was asked for again is tried once: its owner can ask once more.
  const state: State = isDelivered ? "delivered" : again || wait === undefined ? "given-up" : "retrying";
  const status = "status" in sent ? sent.status : null;
  const error = "error" in sent ? sent.error : isDelivered ? null : "not answered with success";
  await db.tx(async (q) => {
    await assertEpoch(q, lease);
    const isThere = await recordDelivery(q, webhook, event.position, { state, attempts, status, error });
    if (!isThere) return;
    await q.query(
      `update core.webhooks set last_attempt_at = clock_timestamp(), last_status = $2, last_error = $3,
         last_success_at = case when $4 then clock_timestamp() else last_success_at end where id = $1`,
      [webhook.id, status, error, isDelivered],
    );
    if (again) return;
    if (state === "retrying") await postpone(q, webhook, attempts, withJitter(wait ?? 0));
    else await moveOn(q, webhook, event.position, isDelivered);
  });
}

interface Ending {
  readonly state: State;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
}

/** @returns false when the webhook was deleted meanwhile */
async function recordDelivery(
  q: Queries,
  { id }: Webhook,
  position: bigint,
  { state, attempts, status, error }: Ending,
): Promise<boolean> {
  const rows = await q.query(
    `insert into core.webhook_deliveries (webhook_id, position, state, attempts, status, error, last_attempt_at)
     select id, $2, $3, $4, $5, $6, clock_timestamp() from core.webhooks where id = $1 for update
     on conflict (webhook_id, position) do update set state = excluded.state, attempts = excluded.attempts,
       status = excluded.status, error = excluded.error, again = false, last_attempt_at = excluded.last_attempt_at
     returning position`,
    [id, position, state, attempts, status, error],
  );
  return rows.length > 0;
}

async function postpone(q: Queries, { id, position }: Webhook, attempts: number, ms: number): Promise<void> {
  await q.query(
    `update core.webhooks set attempts = $2, next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'
      where id = $1 and position = $4`,
    [id, attempts, ms, position],
  );
}

/** Whoever moved the webhook meanwhile (a replay) stays right: only a webhook that is still there moves on. */
async function moveOn(
  q: Queries,
  { id, position, given_up }: Webhook,
  to: bigint,
  isDelivered: boolean,
): Promise<void> {
  const givenUp = isDelivered ? 0 : given_up + 1;
  await q.query(
    `update core.webhooks set position = $2, attempts = 0, given_up = $3, next_attempt_at = clock_timestamp(), status = $4
      where id = $1 and position = $5`,
    [id, to, givenUp, givenUp >= MOST_GIVEN_UP ? "suspended" : "active", position],
  );
}

/** Nothing up to there concerns the webhook. */
export async function skipTo(q: Queries, { id, position }: Webhook, to: bigint): Promise<void> {
  await q.query("update core.webhooks set position = $2 where id = $1 and position = $3", [id, to, position]);
}
