import { daysOverBasis } from "./daycount.ts";
import type { FixedBasis, Period } from "./daycount.ts";
import { simpleInterest } from "./discount.ts";
import { DomainError } from "./problem.ts";
import { mul, parseRate, rational } from "./rational.ts";
import type { Rational } from "./rational.ts";

/** Conventions that a facility may agree on, in the order of the contract's enum. */
export const LOAN_CONVENTIONS = ["ACT/360", "ACT/365F", "30E/360"] as const satisfies FixedBasis[];
export type LoanConvention = (typeof LOAN_CONVENTIONS)[number];

const MILLION = 1_000_000n;

/**
 * An annual rate as the contracts hold it: parts of a million ("0.0435" is 43500).
 *
 * @throws DomainError bad-rate when it is negative, above 100 %, or finer than a millionth
 */
export function ratePpm(text: string, field?: string): number {
  const exact = mul(parseRate(text, field), rational(MILLION));
  if (exact.d !== 1n || exact.n > MILLION) {
    throw new DomainError("bad-rate", "a rate has at most 6 decimals and is at most 1 (100 % a year)", { field });
  }
  return Number(exact.n);
}

export const rateOfPpm = (ppm: number): Rational => rational(BigInt(ppm), MILLION);

/** Interest on a principal over a period in minor units, rounded once, half to even, as `DayCount.halfEven` does on chain. */
export function periodInterest(principal: bigint, rate: Rational, convention: LoanConvention, period: Period): bigint {
  return simpleInterest(principal, rate, yearsOf(convention, period), "half-even");
}

export function yearsOf(convention: LoanConvention, period: Period): Rational {
  const { days, basis } = daysOverBasis(convention, period);
  return rational(BigInt(days), BigInt(basis));
}
