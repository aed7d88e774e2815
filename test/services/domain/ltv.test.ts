import { expect } from "chai";

import { countableValue, ltvCovenant, valueNeeded } from "../../../services/domain/ltv.ts";
import { parseDecimal } from "../../../services/domain/money.ts";
import { eachVector } from "./corpus.ts";

const bpsOf = (share: string): bigint => parseDecimal(share, "EUR") * 100n;

describe("loan to value", () => {
  eachVector<
    { outstanding_minor: string; valuation_minor: string; max_ltv: string },
    { breach: boolean; cure_paydown_minor: string; or_top_up_collateral_minor: string; ltv_bps: string }
  >("ltv_covenant", ({ outstanding_minor, valuation_minor, max_ltv }, expected) => {
    expect(ltvCovenant(BigInt(outstanding_minor), BigInt(valuation_minor), bpsOf(max_ltv))).to.deep.equal({
      isBreached: expected.breach,
      bps: BigInt(expected.ltv_bps),
      cureByPayment: BigInt(expected.cure_paydown_minor),
      cureByValue: BigInt(expected.or_top_up_collateral_minor),
    });
  });

  eachVector<{ loan: string; max_ltv: string }, { min_collateral_0dp: string }>(
    "ltv_min_collateral",
    ({ loan, max_ltv }, { min_collateral_0dp }) => {
      // What is printed is rounded to the nearest, and one short of enough.
      expect(valueNeeded(BigInt(loan), bpsOf(max_ltv))).to.equal(BigInt(min_collateral_0dp) + 1n);
    },
  );

  it("is above 75 % with 1,000,000 on 1,333,333, and not on 1,333,334", () => {
    expect(ltvCovenant(1_000_000n, 1_333_333n, 7_500n)).to.include({
      isBreached: true,
      bps: 7_500n,
      cureByPayment: 1n,
    });
    expect(ltvCovenant(1_000_000n, 1_333_334n, 7_500n)).to.include({ isBreached: false, cureByValue: 0n });
  });

  it("has no percentage where a loan stands on nothing", () => {
    expect(ltvCovenant(1n, 0n, 7_500n)).to.include({ isBreached: true, bps: undefined, cureByValue: 2n });
    expect(ltvCovenant(0n, 0n, 7_500n)).to.include({ isBreached: false, bps: 0n });
  });

  it("counts of a lien what it secures, as far as senior liens leave value", () => {
    expect(countableValue(500n, 1_000n, 0n)).to.equal(500n);
    expect(countableValue(500n, 1_000n, 700n)).to.equal(300n);
    expect(countableValue(500n, 1_000n, 1_001n)).to.equal(0n);
  });
});
