import type { Brand } from "./brand.ts";
import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";

/** A day of the Gregorian calendar, YYYY-MM-DD, 0001 to 9999. It has no time and no zone; as a string it sorts by time. */
export type CalendarDate = Brand<string, "CalendarDate">;

interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Accepts YYYY-MM-DD of a day that exists.
 *
 * @throws DomainError bad-date
 */
export function parseDate(text: string, field?: string): CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = (match ?? []).slice(1).map(Number);
  if (!year || !month || !day || month > 12 || day > daysInMonth(year, month)) {
    throw new DomainError("bad-date", `${quote(text)} is not a day of the calendar (YYYY-MM-DD)`, { field });
  }
  return text as CalendarDate;
}

/** @throws DomainError date-out-of-range after 9999-12-31 or before 0001-01-01 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days);
}

/**
 * The same day of the month `months` later, or that month's last day when it has no such day (31 January + 1 = 28 or 29 February).
 *
 * @throws DomainError date-out-of-range
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return format({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** Calendar days from `start` to `end`: 1 from a day to the next, negative backwards. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return dayNumber(end) - dayNumber(start);
}

export function partsOf(date: CalendarDate): YearMonthDay {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * Days since 1970-01-01. With the year counted from March a leap day is its last day, so no table of months is needed.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
 */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = partsOf(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function fromDayNumber(days: number): CalendarDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return format({ year, month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 });
}

function format({ year, month, day }: YearMonthDay): CalendarDate {
  if (!(year >= 1 && year <= 9999)) {
    throw new DomainError("date-out-of-range", "the date falls outside the years 0001 to 9999");
  }
  const pad = (value: number, width: number): string => value.toString().padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CalendarDate;
}
