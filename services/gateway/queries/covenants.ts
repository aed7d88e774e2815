import { addDays } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { dayNumber, dayOfNumber } from "../../domain/dayNumber.ts";
import { ltvCovenant } from "../../domain/ltv.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { countableValue } from "./countableValue.ts";
import type { FacilityRow } from "./facilities.ts";
import { dayIn } from "./facilityEvents.ts";
import type { FacilityEvent } from "./facilityEvents.ts";

/** As it stood at the end of a day, or stands now. */
interface Moment {
  readonly day: CalendarDate;
  /** The chain's time, in epoch seconds. */
  readonly now: bigint;
  readonly outstanding: bigint;
}

/**
 * What a borrower has promised beside paying, and whether it kept it, at the end of a day.
 *
 * @param facility with its terms as of that day
 * @param events of it up to the end of that day
 */
export async function covenantsOf(
  { db }: Context,
  facility: FacilityRow,
  events: readonly FacilityEvent[],
  { day, now, outstanding }: Moment,
): Promise<object> {
  const { terms, id, currency } = facility;
  const money = moneyIn(currency);
  const end = BigInt(dayNumber(addDays(day, 1))) * 86_400n - BigInt(terms.clock) - 1n;
  const instant = end < now ? end : now;
  const isSecured = terms.maxLtvBps !== "0";
  const value = isSecured ? await countableValue(db, id, terms.policy, instant) : 0n;
  const ltv = isSecured && ltvCovenant(outstanding, value, BigInt(terms.maxLtvBps));
  const { call, fault, waivedUntil } = standing(events);
  const filings = new Map(events.filter(named("ReportFiled")).map((event) => [event.args["index"], event]));
  return {
    ltv: ltv
      ? {
          outstanding: money(outstanding),
          value: money(value),
          bps: ltv.bps === undefined ? null : Number(ltv.bps),
          maxBps: Number(terms.maxLtvBps),
          breached: ltv.isBreached,
          cureByPayment: money(ltv.cureByPayment),
          cureByValue: money(ltv.cureByValue),
        }
      : null,
    marginCall: call
      ? {
          calledAt: instantOfSeconds(call.at),
          outstanding: money(BigInt(call.args["outstanding"] ?? 0)),
          value: money(BigInt(call.args["value"] ?? 0)),
          cureBy: instantOfSeconds(BigInt(call.args["cureBy"] ?? 0)),
        }
      : null,
    default: fault ? { ground: fault.args["ground"], recordedAt: instantOfSeconds(fault.at) } : null,
    waivedUntil: waivedUntil > instant ? instantOfSeconds(waivedUntil) : null,
    accelerated: events.some(named("Accelerated")),
    reports: terms.reportDays.map((due, at) => {
      const filed = filings.get(String(at));
      const last = dayOfNumber(BigInt(due));
      const on = filed && dayIn(facility, filed.at);
      const state = on === undefined ? (last < day ? "missed" : "due") : last < on ? "late" : "filed";
      return { due: last, state, document: filed?.args["document"] ?? null };
    }),
  };
}

interface Standing {
  readonly call?: FacilityEvent | undefined;
  readonly fault?: FacilityEvent | undefined;
  readonly waivedUntil: bigint;
}

/** The margin call and the default that are open once these have happened. */
const standing = (events: readonly FacilityEvent[]): Standing =>
  events.reduce<Standing>(
    (before, event) => {
      if (event.name === "MarginCalled") return { ...before, call: event };
      if (event.name === "DefaultRecorded") return { ...before, fault: event };
      if (event.name === "Cured") return { waivedUntil: before.waivedUntil };
      return event.name === "Waived" ? { waivedUntil: BigInt(event.args["until"] ?? 0) } : before;
    },
    { waivedUntil: 0n },
  );

const named =
  (wanted: string) =>
  ({ name }: FacilityEvent): boolean =>
    name === wanted;
