import { addMonths } from "./date.ts";
import type { CalendarDate } from "./date.ts";
import { DomainError } from "./problem.ts";

export type ChinaTenor = "within-6-months" | "over-6-months" | "over-1-year";

/**
 * The tenor class of an electronic voucher of accounts receivable in China: in principle up to 6 months, at most 1 year.
 * Source: PBoC and five others, yinfa 2025 no. 77. That a term of months ends on the last day of a shorter month is our reading.
 *
 * @throws DomainError bad-period when due before issued
 */
export function chinaTenor(issued: CalendarDate, due: CalendarDate): ChinaTenor {
  if (due < issued) throw new DomainError("bad-period", `due (${due}) before issued (${issued})`);
  if (due <= addMonths(issued, 6)) return "within-6-months";
  return due <= addMonths(issued, 12) ? "over-6-months" : "over-1-year";
}
