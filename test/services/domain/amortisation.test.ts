import { expect } from "chai";
import fc from "fast-check";

import {
  annuity,
  annuityFactor,
  bullet,
  custom,
  equalPrincipal,
  levelPayment,
} from "../../../services/domain/amortisation.ts";
import type { Loan } from "../../../services/domain/amortisation.ts";
import { addMonths, parseDate } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import { periodInterest, ratePpm } from "../../../services/domain/interest.ts";
import { formatDecimal, parseDecimal } from "../../../services/domain/money.ts";
import { div, mul, parseRate, rational, toFixed } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

const START = parseDate("2026-01-01");
const duesOf = (periods: number, perYear: number): CalendarDate[] =>
  Array.from({ length: periods }, (_, index) => addMonths(START, ((index + 1) * 12) / perYear));

const loanOf = (principal: bigint, rate: string): Loan => ({
  principal,
  rate: parseRate(rate),
  convention: "30E/360",
  start: START,
});

interface Annuity {
  readonly annual_rate: string;
  readonly periods: number;
  readonly periods_per_year: number;
}

describe("amortisation", () => {
  eachVector<
    Annuity & { principal_minor: string },
    { schedule: Record<"interest" | "principal" | "payment" | "balance", string>[]; total_interest: string }
  >("annuity_minor_units", ({ principal_minor, annual_rate, periods, periods_per_year }, expected) => {
    const rows = annuity(loanOf(BigInt(principal_minor), annual_rate), duesOf(periods, periods_per_year));
    const printed = rows.map(({ interest, principal, payment, balance }, index) => ({
      n: index + 1,
      interest: interest.toString(),
      principal: principal.toString(),
      payment: payment.toString(),
      balance: balance.toString(),
    }));
    expect(printed).to.deep.equal(expected.schedule);
    expect(rows.reduce((sum, { interest }) => sum + interest, 0n).toString()).to.equal(expected.total_interest);
  });

  eachVector<
    Annuity & { principal: string },
    {
      payment: string;
      annuity_factor: string;
      first_rows: Record<"interest" | "principal" | "balance", string>[];
    }
  >("annuity", ({ principal, annual_rate, periods, periods_per_year }, expected) => {
    const amount = parseDecimal(principal, "USD");
    const rate = div(parseRate(annual_rate), rational(BigInt(periods_per_year)));
    const rates = Array.from({ length: periods }, () => rate);
    expect(toFixed(annuityFactor(rates), 6)).to.equal(expected.annuity_factor);
    const rows = annuity(loanOf(amount, annual_rate), duesOf(periods, periods_per_year));
    expect(formatDecimal(rows[0]?.payment ?? 0n, "USD")).to.equal(expected.payment);
    expect(rows.at(-1)?.balance).to.equal(0n);
    // The source carries unrounded balances and prints cents: to 10 to the minus 20 of a cent nothing of that is lost.
    const fine = 10n ** 20n;
    const level = levelPayment(amount, rates);
    let balance = amount * fine;
    for (const row of expected.first_rows) {
      const interest = (balance * rate.n) / rate.d;
      const repaid = (level.n * fine) / level.d - interest;
      balance -= repaid;
      // The book rounds ties up: 453.125 is 453.13.
      const cents = (value: bigint): string => formatDecimal((2n * value + fine) / (2n * fine), "USD");
      expect([interest, repaid, balance].map(cents)).to.deep.equal([row.interest, row.principal, row.balance]);
    }
  });

  it("repays at the end, in equal parts, in level payments, or as agreed", () => {
    const loan = loanOf(1_000_00n, "0.12");
    const dues = duesOf(3, 12);
    const shapes = { bullet: bullet(loan, dues), equal: equalPrincipal(loan, dues), annuity: annuity(loan, dues) };
    const cells = Object.entries(shapes).map(([name, rows]) => [
      name,
      ...rows.map(({ interest, principal }) => [interest, principal].join("+")),
    ]);
    expect(cells).to.deep.equal([
      ["bullet", "1000+0", "1000+0", "1000+100000"],
      ["equal", "1000+33334", "667+33333", "333+33333"],
      ["annuity", "1000+33002", "670+33332", "337+33666"],
    ]);
    const parts = dues.map((due, index) => ({ due, principal: [0n, 99_999n, 1n][index] ?? 0n }));
    expect(custom(loan, parts).map(({ payment }) => payment)).to.deep.equal([1_000n, 100_999n, 1n]);
  });

  it("always repays the principal exactly, with interest on what is outstanding", () => {
    const loans = fc.record({
      principal: fc.bigInt(1n, 10n ** 15n),
      rate: fc.integer({ min: 0, max: 500_000 }),
      periods: fc.integer({ min: 1, max: 60 }),
      convention: fc.constantFrom("ACT/360" as const, "ACT/365F" as const, "30E/360" as const),
      shape: fc.constantFrom(bullet, equalPrincipal, annuity),
    });
    fc.assert(
      fc.property(loans, ({ principal, rate, periods, convention, shape }) => {
        const loan: Loan = { principal, rate: rational(BigInt(rate), 1_000_000n), convention, start: START };
        const rows = shape(loan, duesOf(periods, 12));
        let [balance, start] = [principal, START];
        for (const row of rows) {
          expect(row.interest).to.equal(periodInterest(balance, loan.rate, convention, { start, end: row.due }));
          balance -= row.principal;
          expect(row.principal >= 0n && row.balance === balance && balance >= 0n).to.equal(true);
          start = row.due;
        }
        expect(balance).to.equal(0n);
      }),
    );
  });

  it("makes level payments that differ only in the last, by less than half a unit for every period", () => {
    const rows = annuity(loanOf(500_000_000n, "0.0435"), duesOf(12, 12));
    const level = rows[0]?.payment ?? 0n;
    for (const { payment } of rows.slice(0, -1)) expect(payment).to.equal(level);
    const last = rows.at(-1)?.payment ?? 0n;
    expect(last - level <= 12n && level - last <= 12n).to.equal(true);
  });

  it("refuses schedules without dates, out of order, or that do not sum", () => {
    const loan = loanOf(10n, "0.1");
    const due = addMonths(START, 1);
    expect(refused(() => annuity(loan, []))).to.equal("bad-schedule at instalments");
    expect(refused(() => bullet(loan, [START]))).to.equal("bad-schedule at instalments/0");
    expect(refused(() => equalPrincipal(loan, [due, due]))).to.equal("bad-schedule at instalments/1");
    expect(refused(() => custom(loan, [{ due, principal: 9n }]))).to.equal("bad-schedule at instalments");
    const parts = [
      { due, principal: 11n },
      { due: addMonths(START, 2), principal: -1n },
    ];
    expect(refused(() => custom(loan, parts))).to.equal("bad-schedule at instalments");
  });

  it("takes rates of millionths up to one", () => {
    expect(["0", "0.0435", "1"].map((text) => ratePpm(text))).to.deep.equal([0, 43_500, 1_000_000]);
    for (const text of ["0.0000001", "1.000001", "-0.01"]) {
      expect(refused(() => ratePpm(text, "rate"))).to.equal("bad-rate at rate");
    }
    expect(mul(parseRate("0.5"), rational(2n))).to.deep.equal(rational(1n));
  });
});
