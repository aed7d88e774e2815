import { dayNumber } from "./date.ts";
import type { CalendarDate } from "./date.ts";
import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";

// No zone has ever been more than 16 hours from UTC, and no clock change that turns a day back has been shorter than this step.
const FURTHEST = 16 * 3600;
const STEP = 15 * 60;

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which a calendar day ends (24:00) in an IANA zone, in epoch seconds. Where clocks are turned back over
 * midnight the day ends twice: the later end counts, so that nobody is late by a change of clocks.
 *
 * @throws DomainError bad-time-zone
 */
export function endOfDay(date: CalendarDate, zone: string, field?: string): bigint {
  const clock = clockOf(zone, field);
  const nextMidnight = (dayNumber(date) + 1) * 86400;
  let after = nextMidnight + FURTHEST;
  while (wallClock(clock, after - STEP) >= nextMidnight) after -= STEP;
  let before = after - STEP;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(clock, middle) >= nextMidnight) after = middle;
    else before = middle;
  }
  return BigInt(after);
}

/** What clocks show at an instant, as if it were UTC, in epoch seconds. */
function wallClock(clock: Intl.DateTimeFormat, instant: number): number {
  const shown = new Map(clock.formatToParts(instant * 1000).map(({ type, value }) => [type, value]));
  const date =
    `${(shown.get("year") ?? "").padStart(4, "0")}-${shown.get("month")}-${shown.get("day")}` as CalendarDate;
  const [hour, minute, second] = (["hour", "minute", "second"] as const).map((part) => Number(shown.get(part)));
  return dayNumber(date) * 86400 + (hour ?? NaN) * 3600 + (minute ?? NaN) * 60 + (second ?? NaN);
}

function clockOf(zone: string, field: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    // An offset such as +01:00 is accepted by Intl but is not a zone: it knows no summer time.
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError("not a zone name");
    const clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    clocks.set(zone, clock);
    return clock;
  } catch (cause) {
    throw new DomainError("bad-time-zone", `${quote(zone)} is not an IANA time zone such as Europe/Berlin`, {
      field,
      cause,
    });
  }
}
