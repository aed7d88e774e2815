import type { Database } from "../../store/database.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { clearCalendar, fillCalendar } from "../calendars.ts";
import { dueNotices } from "../rule.ts";
import type { Notice } from "../rule.ts";
import { RULES } from "../rules.ts";
import { SOURCES } from "../sources.ts";
import { appendEvents } from "./append.ts";
import type { NewEvent } from "./append.ts";
import { holdFeed, moveFeed, nextBlock } from "./feed.ts";
import { ledgerRows } from "./source.ts";
import type { LedgerRow } from "./source.ts";

/** Blocks told in one transaction: others must get at the database between. */
const MOST_BLOCKS = 200n;

export interface TellOptions {
  readonly graceDays: number;
  /** The registrar's account. */
  readonly operator: string;
}

/**
 * Tells what happened on the ledger since the last time, and what its time has brought since, in one transaction: all of it
 * gets its place among the events once, whoever is killed when. The only clock is the time of the block up to which it tells.
 *
 * @param isFirst whether this process has not told anything before: then the whole calendar is looked through
 * @returns whether there may be more to tell at once
 * @throws LeaseLost
 */
export async function tell(db: Database, lease: Lease, options: TellOptions, isFirst: boolean): Promise<boolean> {
  return db.tx(async (q) => {
    await assertEpoch(q, lease);
    const feed = await holdFeed(q);
    const next = await nextBlock(q, feed.block, feed.block + MOST_BLOCKS);
    if (!next) return false;
    const happened = await ledgerRows(q, SOURCES, feed.block, next.number);
    const claims = claimsIn(happened);
    const span = { after: feed.block, upTo: next.number };
    if (isFirst) await fillCalendar(q, "all", options.graceDays, span);
    await fillCalendar(q, claims, options.graceDays, span);
    const clock = { now: next.timestamp, previous: feed.clock, block: feed.block, operator: options.operator };
    const brought = await dueNotices(q, RULES, clock);
    await clearCalendar(q, claims, span);
    const events = [...happened.map(eventOf), ...brought.map((notice) => eventOfNotice(notice, next.number))];
    const position = await appendEvents(q, events, feed.position);
    await moveFeed(q, { position, block: next.number, clock: next.timestamp });
    return next.number === feed.block + MOST_BLOCKS;
  });
}

const PREFIX = "receivables/";
const claimsIn = (rows: readonly LedgerRow[]): string[] => [
  ...new Set(rows.flatMap(({ subject }) => (subject.startsWith(PREFIX) ? [subject.slice(PREFIX.length)] : []))),
];

const eventOf = ({ about, name, subject, block, place, at, data, parties }: LedgerRow): NewEvent => ({
  key: `ledger/${String(block)}/${String(place)}/${subject}`,
  kind: `${about}.${kebab(name)}`,
  subject,
  at,
  block,
  data,
  parties,
});

const eventOfNotice = ({ kind, subject, key, at, data, parties }: Notice, block: bigint): NewEvent => ({
  key: `${kind}/${subject}/${key}`,
  kind,
  subject,
  at,
  block,
  data,
  parties,
});

/** `UnitsFrozen` as `units-frozen`. */
const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
