import type { CalendarDate } from "./date.ts";
import { periodInterest, yearsOf } from "./interest.ts";
import type { LoanConvention } from "./interest.ts";
import { DomainError } from "./problem.ts";
import { halfEven, mul } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { allocate } from "./remainder.ts";

export interface Loan {
  /** Minor units, positive. */
  readonly principal: bigint;
  /** Annual, as a fraction. */
  readonly rate: Rational;
  readonly convention: LoanConvention;
  /** When the money is paid out. */
  readonly start: CalendarDate;
}

export interface ScheduledPayment {
  readonly due: CalendarDate;
  readonly interest: bigint;
  readonly principal: bigint;
  readonly payment: bigint;
  /** Outstanding once it is paid. */
  readonly balance: bigint;
}

/** Interest at every date, all principal at the last. */
export function bullet(loan: Loan, dues: readonly CalendarDate[]): ScheduledPayment[] {
  return custom(
    loan,
    dues.map((due, index) => ({ due, principal: index === dues.length - 1 ? loan.principal : 0n })),
  );
}

/** Equal parts of the principal; minor units that do not divide go to the first parts. */
export function equalPrincipal(loan: Loan, dues: readonly CalendarDate[]): ScheduledPayment[] {
  const parts = allocate(
    loan.principal,
    dues.map(() => 1n),
  );
  return custom(
    loan,
    dues.map((due, index) => ({ due, principal: parts[index] ?? 0n })),
  );
}

/**
 * Level payments: interest rounded half to even in each period, the last payment clears the balance.
 *
 * @throws DomainError bad-schedule
 */
export function annuity(loan: Loan, dues: readonly CalendarDate[]): ScheduledPayment[] {
  requireDates(loan, dues);
  const years = dues.map((due, i) => yearsOf(loan.convention, { start: dues[i - 1] ?? loan.start, end: due }));
  const level = halfEven(
    levelPayment(
      loan.principal,
      years.map((year) => mul(loan.rate, year)),
    ),
  );
  let balance = loan.principal;
  const principals = dues.map((due, index) => {
    const interest = periodInterest(balance, loan.rate, loan.convention, {
      start: dues[index - 1] ?? loan.start,
      end: due,
    });
    const wanted = level > interest ? level - interest : 0n;
    const principal = index === dues.length - 1 || wanted > balance ? balance : wanted;
    balance -= principal;
    return { due, principal };
  });
  return custom(loan, principals);
}

/**
 * What is to be paid and when, by the parts of principal that were agreed.
 *
 * @throws DomainError bad-schedule when dates do not ascend from the start, or the parts are negative or do not sum to the principal
 */
export function custom(
  loan: Loan,
  parts: readonly { readonly due: CalendarDate; readonly principal: bigint }[],
): ScheduledPayment[] {
  requireDates(
    loan,
    parts.map(({ due }) => due),
  );
  const sum = parts.reduce((total, { principal }) => total + principal, 0n);
  if (sum !== loan.principal || parts.some(({ principal }) => principal < 0n)) {
    throw new DomainError(
      "bad-schedule",
      `the instalments sum to ${sum.toString()}, not to ${loan.principal.toString()}`,
      {
        field: "instalments",
      },
    );
  }
  let [balance, start] = [loan.principal, loan.start];
  return parts.map(({ due, principal }) => {
    const interest = periodInterest(balance, loan.rate, loan.convention, { start, end: due });
    balance -= principal;
    start = due;
    return { due, interest, principal, payment: interest + principal, balance };
  });
}

/**
 * The payment which, made at the end of each period, repays the principal with interest at the periods' rates.
 * Source: present value of an annuity, `P = A x sum of the discount factors`; for equal periods `A = P r / (1 - (1+r)^-n)`.
 */
export function levelPayment(principal: bigint, periodRates: readonly Rational[]): Rational {
  const { n, d } = annuityFactor(periodRates);
  return { n: principal * d, d: n };
}

/** The sum of the discount factors of the periods; not in lowest terms, as reducing it takes longer than using it. */
export function annuityFactor(periodRates: readonly Rational[]): Rational {
  return periodRates.reduceRight<Rational>(
    (later, rate) => ({ n: rate.d * (later.n + later.d), d: (rate.d + rate.n) * later.d }),
    {
      n: 0n,
      d: 1n,
    },
  );
}

function requireDates({ start }: Loan, dues: readonly CalendarDate[]): void {
  if (dues.length === 0)
    throw new DomainError("bad-schedule", "a schedule has at least one instalment", { field: "instalments" });
  dues.forEach((due, index) => {
    const before = dues[index - 1] ?? start;
    if (due > before) return;
    throw new DomainError("bad-schedule", `the instalment of ${due} does not follow ${before}`, {
      field: `instalments/${index.toString()}`,
    });
  });
}
