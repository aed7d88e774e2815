import type { Brand } from "./brand.ts";
import { dayNumberOf, dayOfNumber, daysInMonth } from "./civil.ts";
import type { YearMonthDay } from "./civil.ts";
import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";
import { wallClockOf } from "./zone.ts";

/** A day of the Gregorian calendar, YYYY-MM-DD, 0001 to 9999. It has no time and no zone; as a string it sorts by time. */
export type CalendarDate = Brand<string, "CalendarDate">;

/**
 * Accepts YYYY-MM-DD of a day that exists.
 *
 * @throws DomainError bad-date
 */
export function parseDate(text: string, field?: string): CalendarDate {
  const [year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).slice(1).map(Number);
  if (!year || !month || !day || month > 12 || day > daysInMonth(year, month)) {
    throw new DomainError("bad-date", `${quote(text)} is not a day of the calendar (YYYY-MM-DD)`, { field });
  }
  return text as CalendarDate;
}

/** @throws DomainError date-out-of-range after 9999-12-31 or before 0001-01-01 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return toDate(dayOfNumber(dayNumberOf(partsOf(date)) + days));
}

/**
 * The same day of the month `months` later, or that month's last day when it has no such day (31 January + 1: 28 or 29 February).
 *
 * @throws DomainError date-out-of-range
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const total = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(total / 12), month: total - Math.floor(total / 12) * 12 + 1 };
  return toDate({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** Calendar days from `start` to `end`: 1 from a day to the next, negative backwards. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return dayNumberOf(partsOf(end)) - dayNumberOf(partsOf(start));
}

export function partsOf(date: CalendarDate): YearMonthDay {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

// No zone has ever been further than 16 hours from UTC, and no clock has been turned back over midnight by less than this step.
const FURTHEST = 16 * 3600;
const STEP = 15 * 60;

/**
 * The instant at which a calendar day ends (24:00) in an IANA zone, in epoch seconds. Where clocks are turned back over
 * midnight the day ends twice: the later end counts, so that nobody is late by a change of clocks.
 *
 * @throws DomainError bad-time-zone
 */
export function endOfDay(date: CalendarDate, zone: string, field?: string): bigint {
  const wallClock = wallClockOf(zone, field);
  const nextMidnight = (dayNumberOf(partsOf(date)) + 1) * 86400;
  let after = nextMidnight + FURTHEST;
  while (wallClock(after - STEP) >= nextMidnight) after -= STEP;
  let before = after - STEP;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(middle) >= nextMidnight) after = middle;
    else before = middle;
  }
  return BigInt(after);
}

/**
 * The day that calendars in an IANA zone show at an instant in epoch seconds.
 *
 * @throws DomainError bad-time-zone, date-out-of-range
 */
export function dateAt(instant: bigint, zone: string, field?: string): CalendarDate {
  return toDate(dayOfNumber(Math.floor(wallClockOf(zone, field)(Number(instant)) / 86400)));
}

function toDate({ year, month, day }: YearMonthDay): CalendarDate {
  if (!(year >= 1 && year <= 9999)) {
    throw new DomainError("date-out-of-range", "the date falls outside the years 0001 to 9999");
  }
  const pad = (value: number, width: number): string => value.toString().padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CalendarDate;
}
