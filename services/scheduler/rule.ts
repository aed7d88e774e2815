import type { Queries } from "../store/database.ts";

/** Something that time brought about. */
export interface Notice {
  readonly kind: string;
  /** The path under /v1 of what it is about. */
  readonly subject: string;
  /** Tells occasions of one kind and subject apart: each is told once. */
  readonly key: string;
  /** When it became so, epoch seconds. */
  readonly at: bigint;
  readonly data: Readonly<Record<string, unknown>>;
  /** Accounts that it concerns. */
  readonly parties: readonly string[];
}

/**
 * What time brings to one sort of thing. `sql` gives the columns of {@link Notice} and may give any that are not due yet or
 * were told before. It reads `clock`: `now` is the chain's time, `previous` that up to which everything is told, `block` the
 * last block that was told, `operator` the registrar's account. It states what was so at `at`, not what is so when it runs:
 * then it does not matter when that is.
 */
export interface Rule {
  readonly kind: string;
  readonly sql: string;
}

export interface Clock {
  /** Time of the last indexed block, epoch seconds. */
  readonly now: bigint;
  readonly previous: bigint;
  readonly block: bigint;
  readonly operator: string;
}

/** What is due by the clock, oldest first, and not told yet. */
export async function dueNotices(
  q: Queries,
  rules: readonly Rule[],
  { now, previous, block, operator }: Clock,
): Promise<Notice[]> {
  const parts = rules.map(({ kind, sql }) => `(select '${kind}' as kind, rule.* from (${sql}) rule)`);
  return q.query<Notice>(
    `with clock as (select $1::bigint as now, $2::bigint as previous, $3::bigint as block, $4::text as operator)
     select n.kind, n.subject, n.key, n.at, n.data, n.parties from (${parts.join("\nunion all\n")}) n, clock
     where n.at < clock.now
       and not exists (select 1 from core.events e where e.key = n.kind || '/' || n.subject || '/' || n.key)
     order by n.at, n.kind, n.subject, n.key`,
    [now, previous, block, operator],
  );
}
