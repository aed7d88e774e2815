import { expect } from "chai";
import fc from "fast-check";

import { addDays, addMonths, daysBetween, endOfDay, parseDate } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import { refused } from "./refusal.ts";

const DAY = 86_400_000;
// The oracle: JavaScript's own proleptic Gregorian calendar in UTC, from ISO text so that years below 100 stay what they are.
const instantOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const FIRST = instantOf("0001-01-01") / DAY;
const LAST = instantOf("9999-12-31") / DAY;
const anyDate = fc.integer({ min: FIRST, max: LAST }).map((day) => parseDate(dateOf(day * DAY)));

describe("calendar date", () => {
  it("accepts days that exist", () => {
    for (const day of ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31"]) {
      expect(parseDate(day)).to.equal(day);
    }
  });

  it("refuses days that do not, and every other writing", () => {
    const missing = [
      "2026-02-30",
      "2026-02-29",
      "1900-02-29",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
      "2026-01-00",
      "0000-01-01",
    ];
    const otherwise = [
      "",
      "2026-2-1",
      "20260201",
      "2026-02-01Z",
      "2026-02-01T00:00:00",
      " 2026-02-01",
      "2026-02-01\n",
      "-2026-02-01",
      "01.02.2026",
      "٢٠٢٦-٠١-٠١",
    ];
    for (const text of [...missing, ...otherwise]) {
      expect(
        refused(() => parseDate(text, "/issueDate")),
        text,
      ).to.equal("bad-date at /issueDate");
    }
  });

  it("agrees with the oracle on which days exist, for all of four centuries", () => {
    for (let year = 1897; year <= 2104; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 28; day <= 31; day += 1) {
          const text = [year, month, day].map((part) => part.toString().padStart(2, "0")).join("-");
          const exists = !Number.isNaN(instantOf(text)) && dateOf(instantOf(text)) === text;
          if (exists) expect(parseDate(text)).to.equal(text);
          else
            expect(
              refused(() => parseDate(text)),
              text,
            ).to.equal("bad-date");
        }
      }
    }
  });

  it("adds and counts days as the oracle does", () => {
    fc.assert(
      fc.property(anyDate, anyDate, (from, to) => {
        const days = (instantOf(to) - instantOf(from)) / DAY;
        expect(daysBetween(from, to)).to.equal(days);
        expect(addDays(from, days)).to.equal(to);
      }),
      { numRuns: 1000 },
    );
  });

  it("walks through the end of a 400-year cycle without a slip", () => {
    let day = parseDate("1999-12-30");
    for (let at = instantOf(day); at < instantOf("2001-01-03"); at += DAY) {
      expect(day).to.equal(dateOf(at));
      day = addDays(day, 1);
    }
    expect(addDays(parseDate("2000-02-28"), 1)).to.equal("2000-02-29");
    expect(addDays(parseDate("1600-03-01"), -1)).to.equal("1600-02-29");
  });

  it("adds months by stepping month by month and cutting at the month's end", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const first = `${from.slice(0, 8)}01`;
        const target = monthsLater(first, months);
        fc.pre(target >= "0001-01-01" && target <= "9999-12-01");
        const day = Math.min(Number(from.slice(8)), lastDayOf(target));
        expect(addMonths(from, months)).to.equal(`${target.slice(0, 8)}${day.toString().padStart(2, "0")}`);
      }),
    );
  });

  it("clamps to the last day of a shorter month", () => {
    const later = (date: string, months: number): string => addMonths(parseDate(date), months);
    expect(later("2026-01-31", 1)).to.equal("2026-02-28");
    expect(later("2024-01-31", 1)).to.equal("2024-02-29");
    expect(later("2024-02-29", 12)).to.equal("2025-02-28");
    expect(later("2026-03-31", -1)).to.equal("2026-02-28");
    expect(later("2026-01-15", -13)).to.equal("2024-12-15");
  });

  it("refuses to leave the years 0001 to 9999", () => {
    expect(refused(() => addDays(parseDate("9999-12-31"), 1))).to.equal("date-out-of-range");
    expect(refused(() => addDays(parseDate("0001-01-01"), -1))).to.equal("date-out-of-range");
    expect(refused(() => addMonths(parseDate("9999-12-01"), 1))).to.equal("date-out-of-range");
    expect(refused(() => addDays(parseDate("2026-01-01"), NaN))).to.equal("date-out-of-range");
  });
});

describe("end of day", () => {
  const end = (date: string, zone: string): string =>
    new Date(Number(endOfDay(parseDate(date), zone)) * 1000).toISOString().replace(".000", "");

  it("is midnight in the zone, before and after a change of clocks", () => {
    expect(end("2026-05-30", "UTC")).to.equal("2026-05-31T00:00:00Z");
    expect(end("2026-03-28", "Europe/Berlin")).to.equal("2026-03-28T23:00:00Z");
    expect(end("2026-03-29", "Europe/Berlin")).to.equal("2026-03-29T22:00:00Z");
    expect(end("2026-10-25", "Europe/Berlin")).to.equal("2026-10-25T23:00:00Z");
    expect(end("2026-05-30", "Asia/Shanghai")).to.equal("2026-05-30T16:00:00Z");
    expect(end("2026-05-30", "Asia/Kathmandu")).to.equal("2026-05-30T18:15:00Z");
    expect(end("2026-05-30", "Pacific/Kiritimati")).to.equal("2026-05-30T10:00:00Z");
    expect(end("2026-05-30", "Etc/GMT+12")).to.equal("2026-05-31T12:00:00Z");
  });

  it("is found to the second where a zone was not on a quarter of an hour", () => {
    // Liberia was 44 minutes and 30 seconds behind UTC until 1972.
    expect(end("1970-06-01", "Africa/Monrovia")).to.equal("1970-06-02T00:44:30Z");
  });

  it("is the change itself where the next day has no midnight", () => {
    // Lebanon went from 24:00 on 27 March 2021 straight to 01:00.
    expect(end("2021-03-27", "Asia/Beirut")).to.equal("2021-03-27T22:00:00Z");
    // Samoa had no 30 December 2011.
    expect(end("2011-12-29", "Pacific/Apia")).to.equal("2011-12-30T10:00:00Z");
  });

  it("is the later one where the day ends twice", () => {
    // Newfoundland turned 00:01 on 29 October 2006 back to 23:01 of the 28th.
    expect(end("2006-10-28", "America/St_Johns")).to.equal("2006-10-29T03:30:00Z");
    // Brazil turned 24:00 on 17 February 2018 back to 23:00.
    expect(end("2018-02-17", "America/Sao_Paulo")).to.equal("2018-02-18T03:00:00Z");
  });

  it("is the last instant at which clocks still show that day", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "America/St_Johns",
      "Asia/Beirut",
      "Australia/Lord_Howe",
      "America/Havana",
    ];
    const day = fc.integer({ min: instantOf("1990-01-01") / DAY, max: instantOf("2037-12-30") / DAY });
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (number, zone) => {
        const date = dateOf(number * DAY) as CalendarDate;
        const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
        const shown = (instant: bigint): string => clock.format(Number(instant) * 1000);
        const instant = endOfDay(date, zone);
        expect(shown(instant - 1n)).to.equal(date);
        for (let later = 0n; later <= 12n; later += 1n) expect(shown(instant + later * 600n) > date).to.equal(true);
      }),
    );
  });

  it("refuses what is no IANA zone, naming the field", () => {
    for (const zone of ["", "Berlin", "Europe/Atlantis", "+01:00", "UTC+1", "../etc/passwd"]) {
      expect(
        refused(() => endOfDay(parseDate("2026-01-01"), zone, "/zone")),
        zone,
      ).to.equal("bad-time-zone at /zone");
    }
  });
});

/** The first of the month `months` away from a first of a month, one step of 31 or -1 days at a time. */
function monthsLater(first: string, months: number): string {
  let at = first;
  for (let step = 0; step < Math.abs(months); step += 1) {
    at = `${dateOf(instantOf(at) + (months > 0 ? 31 : -1) * DAY).slice(0, 8)}01`;
    if (!/^\d{4}-/.test(at) || at.startsWith("0000")) return months > 0 ? "99999" : "0000";
  }
  return at;
}

function lastDayOf(first: string): number {
  let day = 28;
  while (dateOf(instantOf(first) + day * DAY).slice(0, 7) === first.slice(0, 7)) day += 1;
  return day;
}
