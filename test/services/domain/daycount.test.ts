import { expect } from "chai";
import fc from "fast-check";

import { addDays, addMonths, parseDate } from "../../../services/domain/date.ts";
import { daysOverBasis, yearFraction } from "../../../services/domain/daycount.ts";
import type { DayCountConvention, FixedBasis, Period } from "../../../services/domain/daycount.ts";
import { add, rational, toFixed } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

interface DayCountInput {
  readonly convention: string;
  readonly start: string;
  readonly end: string;
  readonly termination?: string;
}

interface DayCountExpected {
  readonly days?: number;
  readonly denominator?: number;
  readonly fraction_9dp?: string;
  readonly fraction_12dp?: string;
}

const NAMES: Readonly<Record<string, DayCountConvention>> = {
  "ACT/360": "ACT/360",
  "ACT/365F": "ACT/365F",
  "ACT/ACT ISDA": "ACT/ACT ISDA",
  "30/360 (Bond Basis)": "30/360",
  "30E/360": "30E/360",
  "30E/360 ISDA": "30E/360 ISDA",
};

const period = (start: string, end: string, termination?: string): Period => ({
  start: parseDate(start),
  end: parseDate(end),
  ...(termination === undefined ? {} : { termination: parseDate(termination) }),
});
const days = (convention: FixedBasis, ...dates: [string, string, string?]): number =>
  daysOverBasis(convention, period(...dates)).days;

const THIRTY_DAY_MONTHS = ["30/360", "30E/360", "30E/360 ISDA"] as const;

const anyDate = fc.integer({ min: 0, max: 40_000 }).map((day) => addDays(parseDate("1970-01-01"), day));

describe("day count", () => {
  eachVector<DayCountInput, DayCountExpected>("day_count", ({ convention, start, end, termination }, expected) => {
    const name = NAMES[convention];
    if (!name) throw new Error(`the vectors name an unknown convention: ${convention}`);
    const dates = period(start, end, termination);
    if (name !== "ACT/ACT ISDA") {
      expect(daysOverBasis(name, dates)).to.deep.equal({ days: expected.days, basis: expected.denominator });
    }
    const fraction = yearFraction(name, dates);
    const printed = (expected.fraction_9dp ?? expected.fraction_12dp)?.replace(/0+$/, "");
    // The memorandum prints one fraction with 10 decimals; the vectors pad it to 12 with zeros.
    if (printed !== undefined) expect(toFixed(fraction, printed.length - 2)).to.equal(printed);
  });

  it("counts actual days over 360 and over 365, leap day included", () => {
    expect(daysOverBasis("ACT/360", period("2024-02-01", "2024-03-01"))).to.deep.equal({ days: 29, basis: 360 });
    expect(daysOverBasis("ACT/365F", period("2024-01-01", "2025-01-01"))).to.deep.equal({ days: 366, basis: 365 });
  });

  it("makes months of 30 days, and tells the three conventions apart at the month's end", () => {
    expect(days("30E/360", "2026-01-15", "2026-07-15")).to.equal(180);
    expect(days("30E/360", "2007-01-15", "2007-01-31")).to.equal(15);
    expect(days("30/360", "2007-01-15", "2007-01-31")).to.equal(16);
    expect(days("30/360", "2007-01-31", "2007-03-31")).to.equal(60);
    expect(days("30E/360", "2007-02-28", "2007-08-31")).to.equal(182);
    expect(days("30E/360 ISDA", "2007-02-28", "2007-08-31")).to.equal(180);
  });

  it("stretches February to 30 days under 30E/360 ISDA, save on the contract's last day", () => {
    expect(days("30E/360 ISDA", "2007-08-31", "2008-02-29", "2009-08-31")).to.equal(180);
    expect(days("30E/360 ISDA", "2007-08-31", "2008-02-29", "2008-02-29")).to.equal(179);
    expect(days("30E/360 ISDA", "2007-08-31", "2008-02-29")).to.equal(179);
  });

  it("divides the days of a leap year by 366 and the others by 365 under ACT/ACT ISDA", () => {
    expect(yearFraction("ACT/ACT ISDA", period("2003-11-01", "2004-05-01"))).to.deep.equal(
      add(rational(61n, 365n), rational(121n, 366n)),
    );
    expect(yearFraction("ACT/ACT ISDA", period("2001-01-01", "2005-01-01"))).to.deep.equal(rational(4n));
    expect(toFixed(yearFraction("ACT/ACT ISDA", period("9999-12-30", "9999-12-31")), 6)).to.equal("0.002740");
  });

  it("adds up over a period cut in two, for actual days", () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, (...dates) => {
        const [a, b, c] = dates.sort();
        for (const convention of ["ACT/360", "ACT/365F", "ACT/ACT ISDA"] as const) {
          const parts = add(
            yearFraction(convention, { start: a, end: b }),
            yearFraction(convention, { start: b, end: c }),
          );
          expect(parts).to.deep.equal(yearFraction(convention, { start: a, end: c }));
        }
      }),
    );
  });

  it("counts 30 days for every month between equal days of the month, under 30-day months", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 600 }), (date, months) => {
        const start = parseDate(
          `${date.slice(0, 8)}${Math.min(Number(date.slice(8)), 27)
            .toString()
            .padStart(2, "0")}`,
        );
        for (const convention of THIRTY_DAY_MONTHS) {
          expect(daysOverBasis(convention, { start, end: addMonths(start, months) }).days).to.equal(30 * months);
        }
      }),
    );
  });

  it("stays within seven days a year of the actual count, and never below zero, under 30-day months", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 365 }), (start, length) => {
        const end = addDays(start, length);
        for (const convention of THIRTY_DAY_MONTHS) {
          const counted = daysOverBasis(convention, { start, end }).days;
          expect(counted, `${convention} ${start} ${end}`).to.be.within(Math.max(0, length - 7), length + 7);
        }
      }),
    );
  });

  it("counts no day in an empty period, even on the last of February", () => {
    for (const convention of THIRTY_DAY_MONTHS) expect(days(convention, "2007-02-28", "2007-02-28")).to.equal(0);
  });

  it("refuses a period that ends before it starts", () => {
    for (const convention of Object.values(NAMES)) {
      expect(refused(() => yearFraction(convention, period("2026-01-02", "2026-01-01")))).to.equal("bad-period");
    }
  });
});
