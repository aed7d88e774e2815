import { dayNumberOf } from "./civil.ts";
import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";

/** What the clocks of a zone show at an instant, read as if they showed UTC; both in epoch seconds. */
export type WallClock = (instant: number) => number;

const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 1000;

/** @throws DomainError bad-time-zone unless the name is in the IANA database */
export function wallClockOf(zone: string, field?: string): WallClock {
  const format = formats.get(zone) ?? openFormat(zone, field);
  // Names are taken in any case: what callers think of must not fill the memory.
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(zone, format);
  return (instant) => {
    const shown = new Map(format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]));
    const read = (part: Intl.DateTimeFormatPartTypes): number => shown.get(part) ?? NaN;
    const day = dayNumberOf({ year: read("year"), month: read("month"), day: read("day") });
    return day * 86400 + read("hour") * 3600 + read("minute") * 60 + read("second");
  };
}

function openFormat(zone: string, field: string | undefined): Intl.DateTimeFormat {
  try {
    // An offset such as +01:00 is accepted by Intl but is no zone: it knows no summer time.
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError("not a name");
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new DomainError("bad-time-zone", `${quote(zone)} is not an IANA time zone such as Europe/Berlin`, {
      field,
      cause,
    });
  }
}
