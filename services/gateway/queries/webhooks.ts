import { eventId } from "../../domain/cloudEvent.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instant } from "../schemas/instants.ts";

interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly status: string;
  readonly position: bigint;
  readonly behind: bigint;
  readonly attempts: number;
  readonly next_attempt_at: string;
  readonly last_attempt_at: string | null;
  readonly last_success_at: string | null;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly created_at: string;
}

/** Webhooks of one's own party; an address may hold a secret, so nobody else reads it. */
const OWN = `
  SELECT w.*, (SELECT count(*) FROM core.event_parties t WHERE t.account = $1 AND t.position > w.position) AS behind
    FROM core.webhooks w WHERE w.party_id = $2`;

export async function webhooksOf(q: Queries, actor: Actor): Promise<{ items: unknown[] }> {
  const rows = await q.query<WebhookRow>(`${OWN} ORDER BY w.created_at, w.id`, [actor.account, actor.partyId]);
  return { items: rows.map(viewWebhook) };
}

/** @throws Problem not-found */
export async function webhookFor(q: Queries, actor: Actor, id: string): Promise<Record<string, unknown>> {
  const [row] = await q.query<WebhookRow>(`${OWN} AND w.id = $3`, [actor.account, actor.partyId, id]);
  if (!row) throw new Problem("not-found", { detail: "there is no such webhook of your party" });
  return viewWebhook(row);
}

const viewWebhook = (row: WebhookRow): Record<string, unknown> => ({
  id: row.id,
  url: row.url,
  kinds: row.kinds,
  status: row.status,
  position: String(row.position),
  behind: Number(row.behind),
  attempts: row.attempts,
  nextAttemptAt: row.attempts > 0 && row.status === "active" ? instant(row.next_attempt_at) : null,
  lastAttemptAt: row.last_attempt_at && instant(row.last_attempt_at),
  lastSuccessAt: row.last_success_at && instant(row.last_success_at),
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: instant(row.created_at),
});

export interface DeliveryRow {
  readonly position: bigint;
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly last_attempt_at: string;
}

/** How events ended at a webhook, newest first. */
export async function deliveriesOf(
  q: Queries,
  id: string,
  { after, limit }: Page,
  state: string | undefined,
): Promise<DeliveryRow[]> {
  return q.query<DeliveryRow>(
    `SELECT d.position, e.key, e.kind, e.subject, d.state, d.attempts, d.status, d.error, d.last_attempt_at
       FROM core.webhook_deliveries d JOIN core.events e USING (position)
      WHERE d.webhook_id = $1 AND ($2::bigint IS NULL OR d.position < $2) AND ($3::text IS NULL OR d.state = $3)
      ORDER BY d.position DESC LIMIT $4`,
    [id, after?.[0] === undefined ? null : BigInt(after[0]), state ?? null, limit],
  );
}

export const viewDelivery = (row: DeliveryRow): Record<string, unknown> => ({
  event: eventId(row.key),
  type: row.kind,
  subject: row.subject,
  position: String(row.position),
  state: row.state,
  attempts: row.attempts,
  status: row.status,
  error: row.error,
  lastAttemptAt: instant(row.last_attempt_at),
});
