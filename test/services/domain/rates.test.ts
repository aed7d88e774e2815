import { expect } from "chai";
import fc from "fast-check";

import { parseDecimal } from "../../../services/domain/money.ts";
import { aprOfDiscountRate, discountRateOfApr, effectiveRate, simpleYield } from "../../../services/domain/rates.ts";
import { div, mul, parseRate, rational, sub, toFixed } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";

const years = (days: number, basis: number) => rational(BigInt(days), BigInt(basis));

describe("rates", () => {
  eachVector<{ price_per_100: string; days: number; basis: number }, { simple_rate_5dp: string }>(
    "yield",
    ({ price_per_100, days, basis }, expected) => {
      const price = parseRate(price_per_100);
      const rate = simpleYield(100n * price.d, price.n, years(days, basis));
      expect(`${toFixed(mul(rate, rational(100n)), 5)}%`).to.equal(expected.simple_rate_5dp);
    },
  );

  eachVector<
    { face: string; annual_discount_rate: string; days: number; basis: number },
    { proceeds: string; equivalent_simple_yield_act360_6dp: string }
  >("discount_identity", ({ face, annual_discount_rate, days, basis }, expected) => {
    const apr = aprOfDiscountRate(parseRate(annual_discount_rate), years(days, basis));
    expect(toFixed(apr, 6)).to.equal(expected.equivalent_simple_yield_act360_6dp);
    const cash = simpleYield(parseDecimal(face, "EUR"), parseDecimal(expected.proceeds, "EUR"), years(days, basis));
    expect(cash).to.deep.equal(apr);
  });

  eachVector<
    { discount_pct: string; discount_days: number; net_days: number; year: 360 | 365 },
    { simple_apr_4dp: string; effective_4dp: string }
  >("discount_to_apr", ({ discount_pct, discount_days, net_days, year }, expected) => {
    const discount = parseRate(discount_pct);
    const early = net_days - discount_days;
    const onCash = div(discount, sub(rational(1n), discount));
    expect(toFixed(div(onCash, years(early, year)), 4)).to.equal(expected.simple_apr_4dp);
    expect(effectiveRate(onCash, early, year, 4)).to.equal(expected.effective_4dp);
  });

  it("makes 6 % on face over 90/360 a little over 6.09 % on cash, and back", () => {
    const apr = aprOfDiscountRate(parseRate("0.06"), years(90, 360));
    expect(toFixed(apr, 6)).to.equal("0.060914");
    expect(discountRateOfApr(apr, years(90, 360))).to.deep.equal(parseRate("0.06"));
  });

  it("turns a discount rate into an APR and back without loss", () => {
    const rate = fc.bigInt(0n, 10n ** 6n).map((n) => rational(n, 10n ** 7n));
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 3600 }), (discountRate, days) => {
        fc.pre(mul(discountRate, years(days, 360)).n < mul(discountRate, years(days, 360)).d);
        const apr = aprOfDiscountRate(discountRate, years(days, 360));
        expect(discountRateOfApr(apr, years(days, 360))).to.deep.equal(discountRate);
        expect(sub(apr, discountRate).n >= 0n).to.equal(true);
      }),
    );
  });

  it("gives the rate itself as effective when the period is a year", () => {
    expect(effectiveRate(rational(5n, 100n), 365, 365, 6)).to.equal("0.050000");
    expect(effectiveRate(rational(1n, 100n), 30, 360, 6)).to.equal("0.126825");
  });

  it("has no rate for no time or no cash", () => {
    expect(() => simpleYield(100n, 0n, years(1, 360))).to.throw(RangeError);
    expect(() => simpleYield(100n, 99n, years(0, 360))).to.throw(RangeError);
  });
});
