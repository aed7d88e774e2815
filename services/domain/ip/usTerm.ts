import type { CalendarDate } from "../date.ts";
import { addDays, addMonths } from "../date.ts";
import type { AssetKind, TermBasis } from "./kind.ts";

/** From which day a design application gets fifteen years (35 USC 173 as amended by the PLTIA). */
const FIFTEEN_YEARS_SINCE = "2015-05-13";

export interface DerivedTerm {
  readonly expiresOn: CalendarDate;
  readonly basis: TermBasis;
  /** The statute it follows from. */
  readonly rule: string;
}

/**
 * Nominal end of a US patent's term, from what its grant prints. It ignores fee lapse, extension under 35 USC 156 and, which is
 * why a disclaimed patent has none here, terminal disclaimers.
 *
 * @param grant earliestTermDate: of the earliest application that counts; adjustmentDays: 35 USC 154(b)
 */
export function usTerm(
  kind: AssetKind,
  grant: {
    readonly filingDate: CalendarDate;
    readonly grantDate: CalendarDate;
    readonly earliestTermDate: CalendarDate;
    readonly adjustmentDays: number;
    readonly isDisclaimed: boolean;
  },
): DerivedTerm | undefined {
  if (grant.isDisclaimed) return undefined;
  return nominalUsTerm(kind, grant);
}

/** The same without regard to a terminal disclaimer, which can only end it earlier. */
export function nominalUsTerm(
  kind: AssetKind,
  grant: {
    readonly filingDate: CalendarDate;
    readonly grantDate: CalendarDate;
    readonly earliestTermDate: CalendarDate;
    readonly adjustmentDays: number;
  },
): DerivedTerm {
  if (kind === "design") {
    const years = grant.filingDate < FIFTEEN_YEARS_SINCE ? 14 : 15;
    return { expiresOn: addMonths(grant.grantDate, 12 * years), basis: "grant", rule: "35 USC 173" };
  }
  const twentyYears = addMonths(grant.earliestTermDate, 240);
  return {
    expiresOn: addDays(twentyYears, grant.adjustmentDays),
    basis: grant.adjustmentDays === 0 ? "grant" : "term-adjustment",
    rule: "35 USC 154",
  };
}
