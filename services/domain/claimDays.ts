import { addDays, dateAt, daysBetween, endOfDay } from "./date.ts";
import type { CalendarDate } from "./date.ts";

/** Calendar days before the due date on which its coming is told. */
const SOON_DAYS = 7;
/** The last day on which every instant around it can still be computed. */
const LAST_DUE_AT = 253_370_764_800n; // 9999-01-01T00:00:00Z
const FIRST_DUE_AT = -62_104_060_800n; // 0002-01-01T00:00:00Z

/** What a claim's due date means in time; instants are epoch seconds. */
export interface ClaimDays {
  readonly dueDate: CalendarDate;
  /** Beginning of the seventh day before the due date, of the day before it, and of the due date itself. */
  readonly soonAt: bigint;
  readonly tomorrowAt: bigint;
  readonly dayAt: bigint;
  /** End of the due date: overdue after it. */
  readonly dueAt: bigint;
  /** End of the last day of grace: in default after it. */
  readonly defaultAt: bigint;
}

/**
 * The days around the end of a due date, counted on the calendar of its zone.
 *
 * @param dueAt end of the due date, epoch seconds, as the ledger has it
 * @param graceDays calendar days after the due date until a claim that is not paid is in default
 * @returns undefined for a due date beyond the years 2 to 9998, which no document has
 * @throws DomainError bad-time-zone
 */
export function claimDays(dueAt: bigint, zone: string, graceDays: number): ClaimDays | undefined {
  if (dueAt < FIRST_DUE_AT || dueAt > LAST_DUE_AT) return undefined;
  const dueDate = dueDateOf(dueAt, zone);
  const startOf = (days: number): bigint => endOfDay(addDays(dueDate, days - 1), zone);
  return {
    dueDate,
    soonAt: startOf(-SOON_DAYS),
    tomorrowAt: startOf(-1),
    dayAt: startOf(0),
    dueAt,
    defaultAt: graceDays === 0 ? dueAt : endOfDay(addDays(dueDate, graceDays), zone),
  };
}

/** Calendar days that have begun since the due date ended, 0 up to then: 1 as soon as it is over. */
export function overdueDays(dueAt: bigint, zone: string, asOf: bigint): number {
  if (asOf <= dueAt || dueAt < FIRST_DUE_AT || asOf > LAST_DUE_AT) return 0;
  return Math.max(1, daysBetween(dueDateOf(dueAt, zone), dateAt(asOf, zone)));
}

/** The day that ends with this instant: it belongs to the day before when that is midnight. */
const dueDateOf = (dueAt: bigint, zone: string): CalendarDate => dateAt(dueAt - 1n, zone);
