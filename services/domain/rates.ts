import { add, div, mul, rational, sub } from "./rational.ts";
import type { Rational } from "./rational.ts";

/**
 * The simple annual rate on the cash paid: `(face - price) / price / years`.
 * Source: US Treasury, 31 CFR 356 appendix B (simple interest of bills), there with years = days / 360.
 *
 * @throws RangeError when price or years is zero
 */
export function simpleYield(face: bigint, price: bigint, years: Rational): Rational {
  return div(rational(face - price, price), years);
}

/** APR of a discount rate over `years`: `d / (1 - d x years)`. A discount rate is on face, an APR on cash. */
export function aprOfDiscountRate(discountRate: Rational, years: Rational): Rational {
  return div(discountRate, sub(rational(1n), mul(discountRate, years)));
}

/** The inverse of `aprOfDiscountRate`: `y / (1 + y x years)`. */
export function discountRateOfApr(apr: Rational, years: Rational): Rational {
  return div(apr, add(rational(1n), mul(apr, years)));
}

/**
 * The effective annual rate of a return earned over `days`: `(1 + r)^(year / days) - 1`, as a decimal string.
 * A power with a fractional exponent is irrational: this figure is for showing, accurate to 12 decimals, never for money.
 */
export function effectiveRate(periodReturn: Rational, days: number, year: 360 | 365, places: number): string {
  const perPeriod = Number(periodReturn.n) / Number(periodReturn.d);
  return Math.expm1((Math.log1p(perPeriod) * year) / days).toFixed(places);
}
