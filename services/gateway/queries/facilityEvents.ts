import type { RateChange } from "../../domain/accrual.ts";
import type { Hash } from "../../domain/brand.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { dayOfNumber } from "../../domain/dayNumber.ts";
import type { Context } from "../context.ts";
import type { FacilityRow, FacilityTerms } from "./facilities.ts";

/** What changes a facility's terms, or tells whether its borrower keeps them. */
const TOLD = ["Accelerated", "Amended", "Cured", "DefaultRecorded", "MarginCalled", "ReportFiled", "Waived"];

/** Of a facility's history, its arguments as the ledger told them: whole numbers as decimal strings. */
export interface FacilityEvent {
  readonly facility_id: Hash;
  readonly name: string;
  /** Epoch seconds. */
  readonly at: bigint;
  readonly args: Readonly<Record<string, string>> & { readonly change?: Partial<FacilityTerms> };
}

/** Of several facilities at once, each in the order of its history. */
export const facilityEvents = async ({ db }: Context, ids: readonly Hash[]): Promise<FacilityEvent[]> =>
  db.query<FacilityEvent>(
    `SELECT facility_id, name, at, args FROM mirror.facility_events
      WHERE facility_id = ANY($1) AND name = ANY($2) ORDER BY facility_id, seq`,
    [ids, TOLD],
  );

/** The day it is in the facility's calendar. */
export const dayIn = ({ terms }: Pick<FacilityRow, "terms">, instant: bigint): CalendarDate =>
  dayOfNumber((instant + BigInt(terms.clock)) / 86_400n);

/** Those of one facility up to the end of a day. */
export const eventsBy = (facility: FacilityRow, events: readonly FacilityEvent[], day: CalendarDate): FacilityEvent[] =>
  events.filter(({ facility_id, at }) => facility_id === facility.id && dayIn(facility, at) <= day);

/** The facility with its terms as they are once these events have happened. */
export const amended = (facility: FacilityRow, events: readonly FacilityEvent[]): FacilityRow => ({
  ...facility,
  terms: events.reduce((terms, { args }) => ({ ...terms, ...args.change }), facility.terms),
});

/** How a facility's loans run, other than by the terms that were agreed at first. */
export function courseOf(events: readonly FacilityEvent[]): {
  readonly changes: readonly RateChange[];
  readonly acceleratedOn: CalendarDate | undefined;
} {
  const changes = events.flatMap(({ args: { change, day } }) =>
    change?.rate === undefined || change.lateRate === undefined
      ? []
      : [{ day: dayOf(day), rate: BigInt(change.rate), lateRate: BigInt(change.lateRate) }],
  );
  const accelerated = events.find(({ name }) => name === "Accelerated");
  return { changes, acceleratedOn: accelerated && dayOf(accelerated.args["day"]) };
}

const dayOf = (number: string | undefined): CalendarDate => dayOfNumber(BigInt(number ?? 0));
