import { expect } from "chai";
import fc from "fast-check";

import { simpleInterest } from "../../../services/domain/discount.ts";
import { daysSalesOutstanding, factor } from "../../../services/domain/factoring.ts";
import type { FactoringTerms } from "../../../services/domain/factoring.ts";
import { formatDecimal, parseDecimal } from "../../../services/domain/money.ts";
import { parseRate, rational, toFixed } from "../../../services/domain/rational.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

const NOTHING = rational(0n);
const YEAR = rational(1n);
const TERMS: FactoringTerms = {
  face: 1_000_000n,
  advanceRate: parseRate("0.8"),
  feeRate: parseRate("0.03"),
  days: 30,
  serviceFee: 0n,
  rounding: "half-even",
};

interface Cost {
  readonly sales: string;
  readonly receivables: string;
  readonly advance_rate: string;
  readonly factor_rate: string;
  readonly overdraft_rate: string;
  readonly fee_rate: string;
}

interface ExtraInterest {
  readonly credit_sales_advanced: string;
  readonly days: number;
  readonly basis: number;
  readonly rate_difference: string;
}

describe("factoring", () => {
  eachVector<{ face: string; advance_rate: string }, { advance: string; reserve: string }>(
    "advance",
    ({ face, advance_rate }, expected) => {
      const terms = { ...TERMS, face: parseDecimal(face, "USD"), advanceRate: parseRate(advance_rate) };
      const { advance, reserve } = factor({ ...terms, feeRate: NOTHING });
      expect({ advance, reserve }).to.deep.equal({
        advance: parseDecimal(expected.advance, "USD"),
        reserve: parseDecimal(expected.reserve, "USD"),
      });
    },
  );

  eachVector<
    { face: string; advance_rate: string; fee_rate_per_30_days: string; days: number; service_fee: string },
    { advance: string; fee: string; reserve: string; rebate: string; net_proceeds: string }
  >("factoring_settlement", ({ face, advance_rate, fee_rate_per_30_days, days, service_fee }, expected) => {
    const got = factor({
      face: parseDecimal(face, "USD"),
      advanceRate: parseRate(advance_rate),
      feeRate: parseRate(fee_rate_per_30_days),
      days,
      serviceFee: parseDecimal(service_fee, "USD"),
      rounding: "half-even",
    });
    const shown = Object.fromEntries(
      Object.entries(got).map(([name, amount]) => [name, formatDecimal(amount as bigint, "USD")]),
    );
    const { net_proceeds: netProceeds, ...rest } = expected;
    expect(shown).to.deep.equal({ ...rest, netProceeds });
  });

  // One kind, two shapes: what a year of factoring costs, and the interest that a higher rate costs.
  eachVector<Cost | ExtraInterest, Record<string, string>>("factoring_cost", (input, expected) => {
    if (!("sales" in input)) {
      const advanced = BigInt(input.credit_sales_advanced);
      const years = rational(BigInt(input.days), BigInt(input.basis));
      const extra = simpleInterest(advanced, parseRate(input.rate_difference), years, "half-even");
      expect(String(extra)).to.equal(expected["extra_interest_0dp"]);
      return;
    }
    const [sales, receivables] = [BigInt(input.sales), BigInt(input.receivables)];
    const of = (amount: bigint, rate: string): bigint => simpleInterest(amount, parseRate(rate), YEAR, "half-even");
    const { advance } = factor({
      ...TERMS,
      face: receivables,
      advanceRate: parseRate(input.advance_rate),
      feeRate: NOTHING,
    });
    expect({
      fee: String(of(sales, input.fee_rate)),
      factor_finance_cost: String(of(advance, input.factor_rate)),
      overdraft_saving: String(of(advance, input.overdraft_rate)),
      dso_days_0dp: toFixed(daysSalesOutstanding(receivables, sales, 365), 0),
    }).to.deep.equal(expected);
  });

  it("never advances more than the rate, and loses no minor unit between advance, reserve and fees", () => {
    const part = fc.bigInt(0n, 10n ** 6n).map((n) => rational(n, 10n ** 6n));
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 96n - 1n), part, fc.integer({ min: 0, max: 360 }), (face, advanceRate, days) => {
        const { advance, reserve, fee, rebate, netProceeds } = factor({
          ...TERMS,
          face,
          advanceRate,
          feeRate: NOTHING,
          days,
        });
        expect(advance * advanceRate.d <= face * advanceRate.n).to.equal(true);
        expect(advance + reserve).to.equal(face);
        expect(netProceeds).to.equal(face - fee);
        expect(rebate).to.equal(reserve);
      }),
    );
  });

  it("takes the fee for the days and the service fee off the reserve", () => {
    const { fee, rebate, netProceeds } = factor({ ...TERMS, days: 45, serviceFee: 2_500n });
    expect({ fee, rebate, netProceeds }).to.deep.equal({ fee: 45_000n, rebate: 152_500n, netProceeds: 952_500n });
  });

  it("refuses terms that make no advance, naming the term", () => {
    const refusals: [Partial<FactoringTerms>, string][] = [
      [{ face: 0n }, "bad-amount at face"],
      [{ serviceFee: -1n }, "bad-amount at serviceFee"],
      [{ advanceRate: parseRate("1.01") }, "bad-rate at advanceRate"],
      [{ advanceRate: parseRate("0.98") }, "fee-exceeds-reserve at feeRate"],
    ];
    for (const [terms, refusal] of refusals) expect(refused(() => factor({ ...TERMS, ...terms }))).to.equal(refusal);
  });
});
