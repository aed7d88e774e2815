import { expect } from "chai";
import fc from "fast-check";

import { addDays, parseDate } from "../../../services/domain/date.ts";
import { daysOverBasis } from "../../../services/domain/daycount.ts";
import { quote, simpleInterest } from "../../../services/domain/discount.ts";
import type { QuoteRequest } from "../../../services/domain/discount.ts";
import { formatDecimal, parseDecimal } from "../../../services/domain/money.ts";
import { mul, parseRate, rational, toFixed } from "../../../services/domain/rational.ts";
import type { Rational } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

const years = (days: number, basis: number): Rational => rational(BigInt(days), BigInt(basis));

// The story's claim: 120,000.00 EUR in 86 days at 4.5 %. Exactly 1290.
const STORY: QuoteRequest = {
  face: 12_000_000n,
  currency: "EUR",
  annualRate: parseRate("0.045"),
  convention: "ACT/360",
  valueDate: parseDate("2026-03-05"),
  dueDate: parseDate("2026-05-30"),
  rounding: "up",
};

interface Terms {
  readonly annual_rate: string;
  readonly days: number;
  readonly basis: number;
}

describe("discount", () => {
  // The books print cents rounded to the nearest: 345.5625 is 345.56.
  eachVector<
    Terms & { face: string; start?: string; end?: string },
    { discount: string; proceeds: string; exact_discount: string }
  >("discount", ({ face, annual_rate, days, basis, start, end }, expected) => {
    const amount = parseDecimal(face, "USD");
    const discount = simpleInterest(amount, parseRate(annual_rate), years(days, basis), "half-even");
    expect(formatDecimal(discount, "USD")).to.equal(expected.discount);
    expect(formatDecimal(amount - discount, "USD")).to.equal(expected.proceeds);
    expect(fractionText(mul(parseRate(face), mul(parseRate(annual_rate), years(days, basis))))).to.equal(
      expected.exact_discount,
    );
    if (start !== undefined && end !== undefined) {
      const dates = { start: parseDate(start), end: parseDate(end) };
      expect(daysOverBasis("ACT/360", dates)).to.deep.equal({ days, basis });
    }
  });

  eachVector<
    Terms & { currency: string; face_minor: string },
    {
      exact: string;
      discount_half_even: string;
      proceeds_half_even: string;
      discount_ceil: string;
      proceeds_if_ceil: string;
    }
  >("discount_minor_units", ({ face_minor, annual_rate, days, basis }, expected) => {
    const face = BigInt(face_minor);
    const rate = parseRate(annual_rate);
    const halfEven = simpleInterest(face, rate, years(days, basis), "half-even");
    const up = simpleInterest(face, rate, years(days, basis), "up");
    expect(fractionText(mul(rational(face), mul(rate, years(days, basis))))).to.equal(expected.exact);
    expect([halfEven, face - halfEven, up, face - up].map(String)).to.deep.equal([
      expected.discount_half_even,
      expected.proceeds_half_even,
      expected.discount_ceil,
      expected.proceeds_if_ceil,
    ]);
  });

  eachVector<Terms & { principal: string }, { maturity_value: string }>(
    "interest_bearing_note",
    ({ principal, annual_rate, days, basis }, expected) => {
      const amount = parseDecimal(principal, "USD");
      const interest = simpleInterest(amount, parseRate(annual_rate), years(days, basis), "half-even");
      expect(formatDecimal(amount + interest, "USD")).to.equal(expected.maturity_value);
    },
  );

  eachVector<
    { principal_minor: string; annual_rate: string; start: string; end: string; basis: "ACT/360" },
    { days: number; interest_half_even: string; total: string }
  >("bullet", ({ principal_minor, annual_rate, start, end, basis: convention }, expected) => {
    const { days, basis } = daysOverBasis(convention, { start: parseDate(start), end: parseDate(end) });
    const interest = simpleInterest(BigInt(principal_minor), parseRate(annual_rate), years(days, basis), "half-even");
    expect(days).to.equal(expected.days);
    expect(interest.toString()).to.equal(expected.interest_half_even);
    expect((BigInt(principal_minor) + interest).toString()).to.equal(expected.total);
  });

  it("quotes days, basis, discount, price and both rates", () => {
    expect(quote(STORY)).to.deep.equal({
      days: 86,
      basis: 360,
      discount: 129_000n,
      price: 11_871_000n,
      apr: "0.045489",
      discountRate: "0.045000",
    });
  });

  it("counts the days and the basis of the convention asked for", () => {
    const { days, basis, discount } = quote({ ...STORY, convention: "ACT/365F" });
    expect({ days, basis, discount }).to.deep.equal({ days: 86, basis: 365, discount: 127_233n });
    expect(quote({ ...STORY, convention: "30E/360" }).days).to.equal(85);
  });

  it("rounds the discount as it is told, and only then", () => {
    // 1,000,001 x 0.05 x 7 / 360 = 972.223...; x 9 / 360 = 1250.00125
    const terms = { ...STORY, face: 1_000_001n, annualRate: parseRate("0.05"), valueDate: parseDate("2026-05-21") };
    const discounts = (["up", "down", "half-even"] as const).map((rounding) => quote({ ...terms, rounding }).discount);
    expect(discounts).to.deep.equal([1251n, 1250n, 1250n]);
  });

  it("quotes no discount and no rate for the day that 30E/360 does not count", () => {
    const terms = {
      ...STORY,
      convention: "30E/360" as const,
      valueDate: parseDate("2026-05-30"),
      dueDate: parseDate("2026-05-31"),
    };
    expect(quote(terms)).to.include({ days: 0, discount: 0n, price: STORY.face, apr: "0.000000" });
  });

  it("refuses terms that make no price, naming the term", () => {
    const refusals: [Partial<QuoteRequest>, string][] = [
      [{ face: 0n }, "bad-amount at face"],
      [{ face: -1n }, "bad-amount at face"],
      [{ face: 2n ** 96n }, "bad-amount at face"],
      [{ currency: "XXX" }, "bad-currency at currency"],
      [{ annualRate: rational(-1n, 100n) }, "bad-rate at annualRate"],
      [{ dueDate: STORY.valueDate }, "bad-period at dueDate"],
      [{ dueDate: addDays(STORY.valueDate, -1) }, "bad-period at dueDate"],
      [{ annualRate: rational(360n, 86n) }, "discount-exceeds-face at annualRate"],
    ];
    for (const [terms, refusal] of refusals) expect(refused(() => quote({ ...STORY, ...terms }))).to.equal(refusal);
  });

  it("never gives or takes as much as one minor unit by rounding, and up never pays more than half-even", () => {
    const faces = fc.bigInt(1n, 2n ** 96n - 1n);
    const rates = fc.bigInt(0n, 10n ** 6n).map((n) => rational(n, 10n ** 7n));
    fc.assert(
      fc.property(faces, rates, fc.integer({ min: 1, max: 730 }), (face, annualRate, length) => {
        const terms = { ...STORY, face, annualRate, dueDate: addDays(STORY.valueDate, length) };
        const exact = mul(rational(face), mul(annualRate, years(length, 360)));
        fc.pre(exact.n + exact.d <= face * exact.d - exact.d);
        const [up, halfEven] = [quote({ ...terms, rounding: "up" }), quote({ ...terms, rounding: "half-even" })];
        expect(up.discount * exact.d - exact.n >= 0n && up.discount * exact.d - exact.n < exact.d).to.equal(true);
        expect(up.price <= halfEven.price).to.equal(true);
        expect(up.price + up.discount).to.equal(face);
      }),
    );
  });

  it("shows the rate on cash that the price really pays", () => {
    const { price, apr, days, basis } = quote({ ...STORY, face: 999n, annualRate: parseRate("0.1") });
    const paid = rational((999n - price) * BigInt(basis), price * BigInt(days));
    expect(apr).to.equal(toFixed(paid, 6));
    // 24 on 975 for 86 days: more than the 10 % on face.
    expect(apr).to.equal("0.103041");
  });
});

const fractionText = ({ n, d }: Rational): string => [n, d].join("/");
