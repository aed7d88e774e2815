import { simpleInterest } from "./discount.ts";
import { DomainError } from "./problem.ts";
import { div, mul, rational } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { round } from "./rounding.ts";
import type { Rounding } from "./rounding.ts";

export interface FactoringTerms {
  /** Minor units, positive. */
  readonly face: bigint;
  /** Part of the face that is paid at once, as a fraction: 0.8 is 80 %. */
  readonly advanceRate: Rational;
  /** Of the face, for every thirty days, as a fraction. */
  readonly feeRate: Rational;
  readonly days: number;
  /** Minor units, charged once. */
  readonly serviceFee: bigint;
  /** Of the fee; the advance is rounded down, so that no more than the rate is paid before the debtor has. */
  readonly rounding: Rounding;
}

export interface Factoring {
  /** Paid at once. */
  readonly advance: bigint;
  /** Kept until the debtor pays. */
  readonly reserve: bigint;
  /** For the time. */
  readonly fee: bigint;
  /** What of the reserve comes back: reserve - fee - service fee. */
  readonly rebate: bigint;
  /** advance + rebate */
  readonly netProceeds: bigint;
}

/**
 * An advance on a claim and what is left when its debtor has paid: `face x advance rate` at once, `face x fee rate x days / 30`
 * and the service fee off the rest. Source: advance, reserve and rebate of recourse factoring as factors publish them.
 *
 * @throws DomainError bad-amount (face, serviceFee), bad-rate (advanceRate above the whole), fee-exceeds-reserve
 */
export function factor({ face, advanceRate, feeRate, days, serviceFee, rounding }: FactoringTerms): Factoring {
  if (face <= 0n) throw new DomainError("bad-amount", "the face is a positive amount", { field: "face" });
  if (serviceFee < 0n) throw new DomainError("bad-amount", "a fee is not negative", { field: "serviceFee" });
  if (advanceRate.n > advanceRate.d) {
    throw new DomainError("bad-rate", "no more than the face is advanced", { field: "advanceRate" });
  }
  const advance = round(mul(rational(face), advanceRate), "down");
  const fee = simpleInterest(face, feeRate, rational(BigInt(days), 30n), rounding);
  const reserve = face - advance;
  const rebate = reserve - fee - serviceFee;
  if (rebate < 0n) {
    throw new DomainError("fee-exceeds-reserve", "the fees are more than what the advance leaves", {
      field: "feeRate",
    });
  }
  return { advance, reserve, fee, rebate, netProceeds: advance + rebate };
}

/** Days of sales that receivables stand for: `receivables / sales x days of the year`. */
export const daysSalesOutstanding = (receivables: bigint, sales: bigint, year: 360 | 365): Rational =>
  div(rational(receivables * BigInt(year)), rational(sales));
