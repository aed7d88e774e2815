import { exponentOf } from "./currency.ts";
import type { CalendarDate } from "./date.ts";
import { daysOverBasis } from "./daycount.ts";
import { MAX_AMOUNT } from "./money.ts";
import { DomainError } from "./problem.ts";
import { mul, rational, toFixed } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { simpleYield } from "./rates.ts";
import { round } from "./rounding.ts";
import type { Rounding } from "./rounding.ts";

export interface QuoteRequest {
  /** Minor units, positive. */
  readonly face: bigint;
  readonly currency: string;
  /** Annual discount rate on face, as a fraction (0.045 is 4.5 %), see `parseRate`. */
  readonly annualRate: Rational;
  readonly convention: "ACT/360" | "ACT/365F" | "30E/360";
  /** When the cash moves. */
  readonly valueDate: CalendarDate;
  readonly dueDate: CalendarDate;
  /** Of the discount: "up" favours the buyer of the claim by less than one minor unit, "half-even" favours nobody. */
  readonly rounding: Rounding;
}

export interface Quote {
  readonly days: number;
  readonly basis: number;
  readonly discount: bigint;
  /** What the seller gets: face - discount. */
  readonly price: bigint;
  /** Simple annual rate on the price actually paid, same days and basis; 6 decimals, half even. */
  readonly apr: string;
  /** The annual rate on face that was asked for; 6 decimals, half even. */
  readonly discountRate: string;
}

/**
 * Simple interest or bank discount: `amount x annual rate x days / basis`, in minor units.
 * Source: bank (simple) discount, e.g. ICMA Rule 803 and the discount formula of 31 CFR 356 appendix B.
 */
export function simpleInterest(amount: bigint, annualRate: Rational, years: Rational, rounding: Rounding): bigint {
  return round(mul(rational(amount), mul(annualRate, years)), rounding);
}

/**
 * The price of a claim today.
 *
 * @throws DomainError bad-amount (face), bad-currency, bad-rate, bad-period, discount-exceeds-face; `field` is the request's property
 */
export function quote(request: QuoteRequest): Quote {
  const { face, currency, annualRate, convention, valueDate, dueDate, rounding } = request;
  exponentOf(currency, "currency");
  if (face <= 0n || face > MAX_AMOUNT) {
    throw new DomainError("bad-amount", "the face is a positive amount of minor units", { field: "face" });
  }
  if (annualRate.n < 0n) throw new DomainError("bad-rate", "a rate is not negative", { field: "annualRate" });
  if (dueDate <= valueDate) {
    throw new DomainError("bad-period", `the due date ${dueDate} is not after the value date ${valueDate}`, {
      field: "dueDate",
    });
  }
  const { days, basis } = daysOverBasis(convention, { start: valueDate, end: dueDate });
  const years = rational(BigInt(days), BigInt(basis));
  const discount = simpleInterest(face, annualRate, years, rounding);
  const price = face - discount;
  if (price <= 0n) {
    throw new DomainError("discount-exceeds-face", "nothing would be left of the face at this rate", {
      field: "annualRate",
    });
  }
  // From the 30th to the 31st 30E/360 counts no day: no discount, and no time to earn a rate in.
  const apr = days === 0 ? rational(0n) : simpleYield(face, price, years);
  return { days, basis, discount, price, apr: toFixed(apr, 6), discountRate: toFixed(annualRate, 6) };
}
