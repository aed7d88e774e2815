import type { StoredEvent } from "../../domain/cloudEvent.ts";
import type { Queries } from "../../store/database.ts";
import { oneOrNone } from "../../store/rows.ts";

export interface Webhook {
  readonly id: string;
  readonly account: string;
  readonly url: string;
  /** Kinds or what they begin with (`receivable`); none: every kind. */
  readonly kinds: readonly string[];
  readonly position: bigint;
  readonly attempts: number;
  readonly given_up: number;
}

/** An event to be sent, and whether its owner asked for it once more. */
export interface Outgoing {
  readonly event: StoredEvent;
  readonly again: boolean;
}

const DUE = `
  select w.id, p.account, w.url, w.kinds, w.position, w.attempts, w.given_up
    from core.webhooks w join core.parties p on p.id = w.party_id, core.feed f
   where w.status = 'active' and w.next_attempt_at <= clock_timestamp()
     and (w.position < f.position or exists (select 1 from core.webhook_deliveries d where d.webhook_id = w.id and d.again))`;

/** Webhooks that may have something to be sent now, the longest waiting first. */
export async function dueWebhooks(q: Queries, most: number, except: readonly string[]): Promise<Webhook[]> {
  return q.query<Webhook>(`${DUE} and not w.id = any($2) order by w.next_attempt_at limit $1`, [most, except]);
}

/** One webhook, as it is now, if something may be to be sent. */
export async function dueWebhook(q: Queries, id: string): Promise<Webhook | undefined> {
  return oneOrNone(await q.query<Webhook>(`${DUE} and w.id = $1`, [id]));
}

const EVENT = "e.position, e.key, e.kind, e.subject, e.sequence, e.at, e.block, e.data";

/** What comes next at a webhook: what was asked for again, else the event behind its position. */
export async function nextOutgoing(q: Queries, webhook: Webhook): Promise<Outgoing | undefined> {
  const again = await q.query<StoredEvent>(
    `select ${EVENT} from core.webhook_deliveries d join core.events e using (position)
      where d.webhook_id = $1 and d.again order by d.position limit 1`,
    [webhook.id],
  );
  const repeated = oneOrNone(again);
  if (repeated) return { event: repeated, again: true };
  const next = await q.query<StoredEvent>(
    `select ${EVENT} from core.event_parties t join core.events e using (position)
      where t.account = $1 and t.position > $2
        and (cardinality($3::text[]) = 0 or e.kind = any($3) or split_part(e.kind, '.', 1) = any($3))
      order by t.position limit 1`,
    [webhook.account, webhook.position, webhook.kinds],
  );
  const event = oneOrNone(next);
  return event && { event, again: false };
}

/** The feed's end; read before looking for events, so that none can come in between unseen. */
export async function feedPosition(q: Queries): Promise<bigint> {
  const row = oneOrNone(await q.query<{ position: bigint }>("select position from core.feed"));
  return row?.position ?? 0n;
}
