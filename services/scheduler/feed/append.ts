import type { Queries } from "../../store/database.ts";
import { json } from "../../store/parameter.ts";

/** An event that has no place yet. */
export interface NewEvent {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly at: bigint;
  readonly block: bigint;
  readonly data: Readonly<Record<string, unknown>>;
  readonly parties: readonly string[];
}

/**
 * Gives the events their places, in this order, behind all others. Only one transaction at a time may do so: whoever holds
 * the feed's row.
 *
 * @param position of the last event so far
 * @returns that of the last event now
 */
export async function appendEvents(q: Queries, events: readonly NewEvent[], position: bigint): Promise<bigint> {
  if (events.length === 0) return position;
  const rows = events.map(({ key, kind, subject, at, block, data }, index) => ({
    key,
    kind,
    subject,
    data,
    at: String(at),
    block: String(block),
    position: String(position + BigInt(index + 1)),
  }));
  await q.query(
    `insert into core.events (position, key, kind, subject, sequence, at, block, data)
     select e.position, e.key, e.kind, e.subject,
       coalesce((select max(known.sequence) from core.events known where known.subject = e.subject), 0)
         + row_number() over (partition by e.subject order by e.position),
       e.at, e.block, e.data
     from jsonb_to_recordset($1)
       as e (position bigint, key text, kind text, subject text, at bigint, block bigint, data jsonb)`,
    [json(rows)],
  );
  const told = events.flatMap(({ parties }, index) =>
    [...new Set(parties)].map((account) => ({ account, position: String(position + BigInt(index + 1)) })),
  );
  await q.query(
    `insert into core.event_parties (account, position)
     select t.account, t.position from jsonb_to_recordset($1) as t (account text, position bigint)`,
    [json(told)],
  );
  return position + BigInt(events.length);
}
