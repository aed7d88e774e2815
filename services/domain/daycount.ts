import { daysInMonth, isLeapYear } from "./civil.ts";
import type { YearMonthDay } from "./civil.ts";
import { daysBetween, parseDate, partsOf } from "./date.ts";
import type { CalendarDate } from "./date.ts";
import { DomainError } from "./problem.ts";
import { add, rational } from "./rational.ts";
import type { Rational } from "./rational.ts";

type ThirtyDayMonths = "30/360" | "30E/360" | "30E/360 ISDA";
/** Conventions that divide a number of days by a fixed basis. */
export type FixedBasis = "ACT/360" | "ACT/365F" | ThirtyDayMonths;
export type DayCountConvention = FixedBasis | "ACT/ACT ISDA";

export interface Period {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  /** When the whole contract ends, if later than this period: only 30E/360 ISDA asks. */
  readonly termination?: CalendarDate;
}

export interface DaysOverBasis {
  readonly days: number;
  readonly basis: number;
}

/**
 * Days and basis of a period that includes its start and excludes its end.
 * Source: 2006 ISDA Definitions, section 4.16 (d) to (h).
 *
 * @throws DomainError bad-period when the end is before the start
 */
export function daysOverBasis(convention: FixedBasis, period: Period): DaysOverBasis {
  requireForward(period);
  switch (convention) {
    case "ACT/360":
      return { days: daysBetween(period.start, period.end), basis: 360 };
    case "ACT/365F":
      return { days: daysBetween(period.start, period.end), basis: 365 };
    case "30/360":
    case "30E/360":
    case "30E/360 ISDA":
      return { days: thirtyDayMonths(convention, period), basis: 360 };
  }
}

/** The period in years, exactly. ACT/ACT ISDA (4.16 (b)) counts the days in leap years over 366, the others over 365. */
export function yearFraction(convention: DayCountConvention, period: Period): Rational {
  if (convention === "ACT/ACT ISDA") return actualOverActual(period);
  const { days, basis } = daysOverBasis(convention, period);
  return rational(BigInt(days), BigInt(basis));
}

function thirtyDayMonths(convention: ThirtyDayMonths, { start, end, termination = end }: Period): number {
  // Else an empty period on the last of February would count from the 30th back to the 28th.
  if (start === end) return 0;
  const [from, to] = [partsOf(start), partsOf(end)];
  // 4.16 (h) makes every month 30 days long; (f) and (g) only cut the 31st.
  const stretches = convention === "30E/360 ISDA";
  const first = stretches && isLastOfFebruary(from) ? 30 : Math.min(from.day, 30);
  const cutsLast = convention !== "30/360" || first === 30;
  const last = stretches && isLastOfFebruary(to) && end !== termination ? 30 : Math.min(to.day, cutsLast ? 30 : 31);
  return 360 * (to.year - from.year) + 30 * (to.month - from.month) + (last - first);
}

const isLastOfFebruary = ({ year, month, day }: YearMonthDay): boolean =>
  month === 2 && day === daysInMonth(year, month);

function actualOverActual(period: Period): Rational {
  requireForward(period);
  const [first, last] = [partsOf(period.start).year, partsOf(period.end).year];
  let years = rational(0n);
  for (let year = first; year <= last; year += 1) {
    const from = year === first ? period.start : newYear(year);
    // 31 December 9999 has no day after it, and needs none: the last year is cut at the period's end.
    const to = year === last ? period.end : newYear(year + 1);
    years = add(years, rational(BigInt(daysBetween(from, to)), isLeapYear(year) ? 366n : 365n));
  }
  return years;
}

const newYear = (year: number): CalendarDate => parseDate(`${year.toString().padStart(4, "0")}-01-01`);

function requireForward({ start, end }: Period): void {
  if (end < start) throw new DomainError("bad-period", `the period ends (${end}) before it starts (${start})`);
}
