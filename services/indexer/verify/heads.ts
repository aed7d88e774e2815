import type { Hash, Hex } from "../../domain/brand.ts";
import type { Database } from "../../store/database.ts";
import { ZERO_HASH } from "../decode/words.ts";
import { nextHead } from "../project/historyHead.ts";
import { differencesOf } from "./difference.ts";
import type { Pair } from "./difference.ts";
import { pagesOf } from "./pages.ts";
import type { Report } from "./report.ts";

interface HistoryRow {
  readonly subject: string;
  readonly seq: bigint;
  readonly head: Hash;
  /** Null when the raw log is gone. */
  readonly topics: readonly Hash[] | null;
  readonly data: Hex | null;
  /** What the subject's row says the head is after its last event. */
  readonly finalHead: Hash;
  readonly finalSeq: bigint;
}

interface History {
  readonly table: string;
  readonly subject: string;
  readonly state: string;
  readonly stateKey: string;
}

export const HISTORIES: readonly History[] = [
  { table: "claim_events", subject: "claim_id", state: "claims", stateKey: "id" },
  { table: "subject_events", subject: "subject", state: "subjects", stateKey: "subject" },
  { table: "asset_events", subject: "asset_id", state: "assets", stateKey: "id" },
  { table: "facility_events", subject: "facility_id", state: "facilities", stateKey: "id" },
  { table: "drawdown_events", subject: "drawdown_id", state: "drawdowns", stateKey: "id" },
  { table: "account_events", subject: "account", state: "parties", stateKey: "account" },
];

const PAGE = 1_000;

/**
 * Recomputes every history head from the raw logs: each event's, and the last one against the subject's row, which the
 * view checks hold against the chain.
 */
export async function checkHeads(
  db: Database,
  { table, subject, state, stateKey }: History,
  report: Report,
): Promise<void> {
  const sql = `select e.${subject} as subject, e.seq, e.head, l.topics, l.data, s.head as "finalHead", s.seq as "finalSeq"
    from ${table} e join ${state} s on s.${stateKey} = e.${subject}
    left join logs l on l.block = e.block and l.index = e.log_index`;
  let before: { subject: string; seq: bigint; head: Hash } | undefined;
  for await (const { block, rows } of pagesOf<HistoryRow>(db, sql, ["subject", "seq"], PAGE)) {
    const differences = rows.flatMap((row) => {
      const previous = before?.subject === row.subject ? before : { seq: 0n, head: ZERO_HASH };
      before = { subject: row.subject, seq: row.seq, head: headOf(previous.head, row) };
      const isLast = row.seq === row.finalSeq;
      const pairs: Pair[] = [
        ["seq", row.seq, previous.seq + 1n],
        ["head", row.head, before.head],
        ...(isLast ? [["the head after all events", row.finalHead, before.head] as const] : []),
      ];
      return differencesOf(table, `${row.subject} ${row.seq}`, block, pairs);
    });
    report.add(`heads of ${table}`, rows.length, block, differences);
  }
}

const headOf = (previous: Hash, { seq, topics, data }: HistoryRow): Hash =>
  topics && data ? nextHead(previous, seq, topics, data) : ZERO_HASH;
