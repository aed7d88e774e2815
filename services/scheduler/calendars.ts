import type { Hash } from "../domain/brand.ts";
import { claimDays } from "../domain/claimDays.ts";
import type { Queries } from "../store/database.ts";
import { json } from "../store/parameter.ts";

interface OpenClaim {
  readonly id: Hash;
  readonly due_at: bigint;
  readonly zone: string;
}

const COLUMNS = `claim_id text, due_at bigint, zone text, grace_days integer, due_date date, soon_at bigint,
  tomorrow_at bigint, day_at bigint, default_at bigint, known_block bigint`;

/** The blocks that are told of in one go. */
export interface Span {
  /** The last block that was told before. */
  readonly after: bigint;
  readonly upTo: bigint;
}

/**
 * Puts the days of claims that have none yet, or another due date, into the calendar; also of those that end in blocks still
 * to be told: what became due before is told as well.
 */
export async function fillCalendar(
  q: Queries,
  claims: readonly string[] | "all",
  graceDays: number,
  { after, upTo }: Span,
): Promise<void> {
  const open = await q.query<OpenClaim>(
    `select c.id, c.due_at, coalesce(z.zone, 'UTC') as zone
       from mirror.claims c
       left join core.due_zones z on z.claim_id = c.id and z.due_at = c.due_at
       left join core.claim_days d on d.claim_id = c.id
      where ($1::text[] is null and c.status in ('registered', 'acknowledged')
          or c.id = any($1) and coalesce(c.settled_block, c.cancelled_block, c.written_off_block, $3 + 1) > $3)
        and (d.claim_id is null or d.due_at <> c.due_at or d.grace_days <> $2)`,
    [claims === "all" ? null : claims, graceDays, after],
  );
  const rows = open.flatMap(({ id, due_at, zone }) => {
    const days = claimDays(due_at, zone, graceDays);
    if (!days) return [];
    return {
      claim_id: id,
      due_at: String(due_at),
      zone,
      grace_days: graceDays,
      due_date: days.dueDate,
      soon_at: String(days.soonAt),
      tomorrow_at: String(days.tomorrowAt),
      day_at: String(days.dayAt),
      default_at: String(days.defaultAt),
      known_block: String(upTo),
    };
  });
  if (rows.length === 0) return;
  await q.query(
    `insert into core.claim_days select * from jsonb_to_recordset($1) as fresh (${COLUMNS})
     on conflict (claim_id) do update set
       due_at = excluded.due_at, zone = excluded.zone, grace_days = excluded.grace_days, due_date = excluded.due_date,
       soon_at = excluded.soon_at, tomorrow_at = excluded.tomorrow_at, day_at = excluded.day_at,
       default_at = excluded.default_at, known_block = excluded.known_block`,
    [json(rows)],
  );
}

/** Drops the days of claims that have ended by then: nothing becomes due for them any more. */
export async function clearCalendar(q: Queries, claims: readonly string[], { upTo }: Span): Promise<void> {
  await q.query(
    `delete from core.claim_days d using mirror.claims c
      where c.id = d.claim_id and c.id = any($1)
        and coalesce(c.settled_block, c.cancelled_block, c.written_off_block) <= $2`,
    [claims, upTo],
  );
}
