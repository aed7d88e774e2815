import { expect } from "chai";
import fc from "fast-check";

import { claimDays, overdueDays } from "../../../services/domain/claimDays.ts";
import { addDays, dateAt, daysBetween, endOfDay, parseDate } from "../../../services/domain/date.ts";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];
const zone = fc.constantFrom(...ZONES);
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(parseDate("1996-01-01"), days));
/** The one day that a zone has left out since 1995: its calendar went from the 29th to the 31st. */
const exists = (date: string, name: string): boolean => !(name === "Pacific/Apia" && date === "2011-12-30");
const dated = fc.tuple(day, zone).filter(([date, name]) => exists(date, name));

describe("the days of a claim", () => {
  it("a due date is found again from the instant at which it ends, in whatever zone", () => {
    fc.assert(
      fc.property(dated, ([date, name]) => {
        expect(claimDays(endOfDay(date, name), name, 30)?.dueDate).to.equal(date);
      }),
    );
  });

  it("each notice falls on the first instant of its calendar day", () => {
    fc.assert(
      fc.property(dated, ([date, name]) => {
        const days = claimDays(endOfDay(date, name), name, 30) ?? expect.fail();
        for (const [at, offset] of [
          [days.soonAt, -7],
          [days.tomorrowAt, -1],
          [days.dayAt, 0],
        ] as const) {
          const wanted = addDays(date, offset);
          if (!exists(wanted, name) || !exists(addDays(wanted, -1), name)) continue;
          expect(dateAt(at, name)).to.equal(wanted);
          expect(dateAt(at - 1n, name)).to.equal(addDays(wanted, -1));
        }
      }),
    );
  });

  it("they follow each other: soon, tomorrow, the day, its end, the end of grace", () => {
    fc.assert(
      fc.property(dated, fc.integer({ min: 0, max: 365 }), ([date, name], grace) => {
        const days = claimDays(endOfDay(date, name), name, grace) ?? expect.fail();
        const { soonAt, tomorrowAt, dayAt, dueAt, defaultAt } = days;
        const order = [soonAt, tomorrowAt, dayAt, dueAt, defaultAt];
        expect([...order].sort((a, b) => Number(a - b))).to.deep.equal(order);
        expect(defaultAt === dueAt).to.equal(grace === 0);
      }),
    );
  });

  it("a week before the clocks change is a week on the calendar, not 168 hours", () => {
    const days = claimDays(endOfDay(parseDate("2027-03-31"), "Europe/Berlin"), "Europe/Berlin", 0) ?? expect.fail();
    expect(days.dayAt - days.soonAt).to.equal(7n * 86_400n - 3_600n);
  });

  it("one is overdue as soon as the day is over in the claim's zone, and one day more at each midnight there", () => {
    fc.assert(
      fc.property(dated, fc.integer({ min: 1, max: 400 }), ([date, name], later) => {
        const dueAt = endOfDay(date, name);
        expect(overdueDays(dueAt, name, dueAt)).to.equal(0);
        expect(overdueDays(dueAt, name, dueAt + 1n)).to.equal(1);
        const then = addDays(date, later);
        if (!exists(then, name)) return;
        expect(overdueDays(dueAt, name, endOfDay(then, name) - 1n)).to.equal(daysBetween(date, then));
      }),
    );
  });

  it("a due date beyond all calendars has no days, and nothing fails over it", () => {
    for (const dueAt of [2n ** 40n - 1n, -(2n ** 40n)]) {
      expect(claimDays(dueAt, "UTC", 30)).to.equal(undefined);
      expect(overdueDays(dueAt, "UTC", 1_800_000_000n)).to.equal(0);
    }
  });
});
