import type { Queries } from "../../store/database.ts";

/** Something that happened on the ledger, before it has its place among all events. */
export interface LedgerRow {
  /** What sort of thing, and the name its contract gives the event: `receivable` and `Acknowledged`. */
  readonly about: string;
  readonly name: string;
  /** The path under /v1 of what it is about. */
  readonly subject: string;
  readonly block: bigint;
  /** Orders what happened in one block. */
  readonly place: bigint;
  readonly at: bigint;
  readonly data: Readonly<Record<string, unknown>>;
  /** Accounts that it concerns. */
  readonly parties: readonly string[];
}

/**
 * A projection whose rows are told as events. `sql` gives the columns of {@link LedgerRow} for what happened in blocks
 * after `span.first` up to `span.last`.
 */
export interface Source {
  readonly name: string;
  readonly sql: string;
}

/** What happened in the blocks after `first` up to `last`, in the ledger's order. */
export async function ledgerRows(
  q: Queries,
  sources: readonly Source[],
  first: bigint,
  last: bigint,
): Promise<LedgerRow[]> {
  const parts = sources.map(({ sql }) => `(${sql})`).join("\nunion all\n");
  return q.query<LedgerRow>(
    `with span as (select $1::bigint as first, $2::bigint as last)
     select about, name, subject, block, place, at, data, array_remove(parties, null) as parties from (${parts}) told order by block, place, subject`,
    [first, last],
  );
}
