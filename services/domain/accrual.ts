import type { CalendarDate } from "./date.ts";
import { daysOverBasis } from "./daycount.ts";
import type { LoanConvention } from "./interest.ts";
import { halfEven, rational } from "./rational.ts";
import type { Debt } from "./waterfall.ts";

export interface LoanTerms {
  readonly convention: LoanConvention;
  /** Parts of a million a year; `lateRate` is added on what is overdue. */
  readonly rate: bigint;
  readonly lateRate: bigint;
  readonly principal: bigint;
  readonly fees: bigint;
  readonly drawnOn: CalendarDate;
  readonly instalments: readonly { readonly due: CalendarDate; readonly principal: bigint }[];
  /** Other rates from the end of a day on, in order. */
  readonly changes?: readonly RateChange[] | undefined;
  /** From then on all principal is due. */
  readonly acceleratedOn?: CalendarDate | undefined;
}

export interface RateChange {
  readonly day: CalendarDate;
  readonly rate: bigint;
  readonly lateRate: bigint;
}

export interface PaidOn {
  readonly day: CalendarDate;
  readonly paid: Debt;
}

export interface Owed {
  /** Of each kind, due or not. */
  readonly owed: Debt;
  readonly due: Debt;
  /** Due day of the oldest instalment that is due and not paid in full. */
  readonly dueSince: CalendarDate | null;
}

interface Open {
  readonly due: CalendarDate;
  readonly principalTo: bigint;
  readonly interestTo: bigint;
}

const MILLION = 1_000_000n;

/**
 * What is owed on a loan at the end of a day, from its terms and payments alone: it counts as the library `Accrual` does on
 * chain, interest exactly within a period and rounded half to even on due days, late interest exactly throughout and on
 * ordinary interest and principal only. Minor units.
 *
 * @param payments In order; those after the day do not count.
 */
export function owedOn(terms: LoanTerms, payments: readonly PaidOn[], day: CalendarDate): Owed {
  const book = new Book(terms);
  for (const { day: paidOn, paid } of payments) {
    if (paidOn > day) break;
    book.advance(paidOn);
    book.use(paid);
  }
  book.advance(day);
  return book.read();
}

class Book {
  readonly #terms: LoanTerms;
  readonly #basis: bigint;
  readonly #open: Open[] = [];
  #rates: Pick<LoanTerms, "rate" | "lateRate">;
  #changed = 0;
  #next = 0;
  #day: CalendarDate;
  #exact = 0n;
  #lateExact = 0n;
  #billed = 0n;
  #principalDue = 0n;
  #paid = { fees: 0n, interest: 0n, late: 0n, principal: 0n };

  constructor(terms: LoanTerms) {
    this.#terms = terms;
    this.#rates = terms;
    this.#day = terms.drawnOn;
    this.#basis = BigInt(daysOverBasis(terms.convention, { start: this.#day, end: this.#day }).basis) * MILLION;
  }

  advance(to: CalendarDate): void {
    for (;;) {
      const change = this.#terms.changes?.[this.#changed];
      if (!change || change.day > to) break;
      this.#changed += 1;
      if (change.day > this.#day) this.#advance(change.day);
      this.#rates = change;
    }
    this.#advance(to);
  }

  #advance(to: CalendarDate): void {
    const { acceleratedOn } = this.#terms;
    if (acceleratedOn !== undefined && this.#day < acceleratedOn && acceleratedOn < to) this.#advance(acceleratedOn);
    for (;;) {
      const instalment = this.#terms.instalments[this.#next];
      if (!instalment || instalment.due > to) break;
      this.#run(instalment.due);
      this.#billed += this.#round(this.#exact);
      this.#exact = 0n;
      this.#next += 1;
      this.#principalDue += instalment.principal;
      this.#open.push({ due: instalment.due, principalTo: this.#principalDue, interestTo: this.#billed });
    }
    this.#run(to);
  }

  use({ fees, interest, principal }: Debt): void {
    const running = this.#running();
    const ordinary = interest < running ? interest : running;
    this.#paid.fees += fees;
    this.#paid.interest += ordinary;
    this.#paid.late += interest - ordinary;
    this.#paid.principal += principal;
  }

  read(): Owed {
    const { fees, principal } = this.#terms;
    const late = this.#round(this.#lateExact) - this.#paid.late;
    const [running, paid] = [this.#running(), this.#paid];
    const ordinaryDue = this.#isAccelerated() ? running : positive(this.#billed - paid.interest);
    const unpaid = this.#open.find(
      ({ principalTo, interestTo }) => principalTo > paid.principal || interestTo > paid.interest,
    );
    return {
      owed: { fees: fees - paid.fees, interest: running + late, principal: principal - paid.principal },
      due: {
        fees: fees - paid.fees,
        interest: ordinaryDue + late,
        principal: positive(this.#duePrincipal() - paid.principal),
      },
      dueSince: unpaid?.due ?? null,
    };
  }

  #run(to: CalendarDate): void {
    const { convention, principal } = this.#terms;
    const { rate, lateRate } = this.#rates;
    const days = BigInt(daysOverBasis(convention, { start: this.#day, end: to }).days);
    const overdue =
      positive(this.#duePrincipal() - this.#paid.principal) + positive(this.#billed - this.#paid.interest);
    this.#exact += (principal - this.#paid.principal) * rate * days;
    this.#lateExact += overdue * lateRate * days;
    this.#day = to;
  }

  #running(): bigint {
    return this.#billed + this.#round(this.#exact) - this.#paid.interest;
  }

  #duePrincipal(): bigint {
    return this.#isAccelerated() ? this.#terms.principal : this.#principalDue;
  }

  #isAccelerated(): boolean {
    const { acceleratedOn } = this.#terms;
    return acceleratedOn !== undefined && this.#day >= acceleratedOn;
  }

  #round(exact: bigint): bigint {
    return halfEven(rational(exact, this.#basis));
  }
}

const positive = (value: bigint): bigint => (value > 0n ? value : 0n);
