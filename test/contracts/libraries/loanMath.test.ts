import { expect } from "chai";
import fc from "fast-check";

import { addDays, daysBetween, parseDate } from "../../../services/domain/date.ts";
import { daysOverBasis } from "../../../services/domain/daycount.ts";
import { LOAN_CONVENTIONS, periodInterest, rateOfPpm } from "../../../services/domain/interest.ts";
import { countableValue, ltvCovenant } from "../../../services/domain/ltv.ts";
import { payAllDebts, payDebt } from "../../../services/domain/waterfall.ts";
import type { Debt } from "../../../services/domain/waterfall.ts";
import { deployTestContract } from "../support/built.ts";
import type { Deployed } from "../support/deployed.ts";
import { plain, refusalOf } from "../support/refusal.ts";

const EPOCH = parseDate("1970-01-01");
const days = fc.integer({ min: 0, max: 60_000 });
const amounts = fc.bigInt(0n, 2n ** 96n - 1n);
const debts = fc.record({ fees: amounts, interest: amounts, principal: amounts });
const RUNS = { numRuns: 40 };

const valuesOf = ({ fees, interest, principal }: Debt): bigint[] => [fees, interest, principal];

describe("What loans are counted with, on chain and off", () => {
  let math: Deployed;
  before(async () => {
    math = await deployTestContract("test/contracts/libraries/LoanMath.sol");
  });
  const answer = async (name: string, ...args: unknown[]): Promise<unknown[]> =>
    plain(await math.read(name, ...args)) as unknown[];

  it("counts the same days and the same interest", async () => {
    const rates = fc.integer({ min: 0, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(fc.nat(2), days, fc.nat(2000), amounts, rates, async (index, from, length, principal, rate) => {
        const convention = LOAN_CONVENTIONS[index] ?? "ACT/360";
        const period = { start: addDays(EPOCH, from), end: addDays(EPOCH, from + length) };
        const counted = daysOverBasis(convention, period);
        expect((await answer("daysOverBasis", index, from, from + length)).map(Number)).to.deep.equal([
          counted.days,
          counted.basis,
        ]);
        expect(await math.uint("interest", index, principal, rate, from, from + length)).to.equal(
          periodInterest(principal, rateOfPpm(rate), convention, period),
        );
      }),
      RUNS,
    );
  });

  it("counts 30E/360 over the last days of February, in leap years that end a century too", async () => {
    const convention = LOAN_CONVENTIONS.indexOf("30E/360");
    for (const [start, end, days] of [
      ["2000-02-28", "2000-02-29", 1n],
      ["2000-02-29", "2000-03-01", 2n],
      ["1999-12-31", "2000-03-31", 90n],
      ["2100-02-28", "2100-03-01", 3n],
    ] as const) {
      const [from, to] = [start, end].map((day) => daysBetween(EPOCH, parseDate(day)));
      expect((await answer("daysOverBasis", convention, from, to))[0], `${start} to ${end}`).to.equal(days);
    }
  });

  it("uses a payment on one loan in the same order", async () => {
    await fc.assert(
      fc.asyncProperty(debts, amounts, async (owed, amount) => {
        const { paid, left } = payDebt(owed, amount);
        expect(await answer("pay", owed, amount)).to.deep.equal([valuesOf(paid), left]);
      }),
      RUNS,
    );
  });

  it("shares a payment on all loans in the same way, to the minor unit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(debts, { maxLength: 5 }), amounts, async (owed, amount) => {
        const { paid, left } = payAllDebts(owed, amount);
        expect(await answer("payAll", owed, amount)).to.deep.equal([paid.map(valuesOf), left]);
        const used = paid.flatMap(valuesOf).reduce((a, b) => a + b, 0n);
        expect(used + left).to.equal(amount);
      }),
      RUNS,
    );
  });

  it("holds the same covenant", async () => {
    await fc.assert(
      fc.asyncProperty(amounts, amounts, amounts, fc.integer({ min: 1, max: 10_000 }), async (a, b, c, bps) => {
        expect(await math.uint("countable", a, b, c)).to.equal(countableValue(a, b, c));
        const { isBreached, bps: shown, cureByPayment, cureByValue } = ltvCovenant(a, b, BigInt(bps));
        const printed = shown ?? 2n ** 256n - 1n;
        expect(await answer("covenant", a, b, bps)).to.deep.equal([isBreached, printed, cureByPayment, cureByValue]);
      }),
      RUNS,
    );
  });

  it("refuses a schedule that is empty, too long, out of order, past maturity, or off by one", async () => {
    const from = daysBetween(EPOCH, parseDate("2026-01-01"));
    const rows = (...parts: [number, bigint][]) =>
      parts.map(([after, principal]) => ({ dueDay: from + after, principal }));
    const refusal = async (schedule: unknown, principal = 3n) => {
      const { error, args } = await refusalOf(math.read("checkSchedule", schedule, principal, from, from + 90));
      return [error, ...args.map(Number)];
    };
    await math.read("checkSchedule", rows([1, 1n], [90, 2n]), 3n, from, from + 90);
    expect(await refusal([])).to.deep.equal(["ScheduleLength", 0]);
    const daily = (length: number) => rows(...Array.from({ length }, (_, i): [number, bigint] => [i + 1, 1n]));
    await math.read("checkSchedule", daily(120), 120n, from, from + 120);
    expect(await refusal(daily(121))).to.deep.equal(["ScheduleLength", 121]);
    expect(await refusal(rows([0, 3n]))).to.deep.equal(["ScheduleDay", 0, from, from, from + 90]);
    expect(await refusal(rows([5, 1n], [5, 2n]))).to.deep.equal(["ScheduleDay", 1, from + 5, from + 5, from + 90]);
    expect(await refusal(rows([91, 3n]))).to.deep.equal(["ScheduleDay", 0, from + 91, from, from + 90]);
    expect(await refusal(rows([1, 1n], [2, 1n]))).to.deep.equal(["ScheduleSum", 2, 3]);
  });
});
