import { expect } from "chai";
import fc from "fast-check";

import { owedOn } from "../../../services/domain/accrual.ts";
import type { LoanTerms, PaidOn } from "../../../services/domain/accrual.ts";
import { addDays, parseDate } from "../../../services/domain/date.ts";
import { LOAN_CONVENTIONS, periodInterest, rateOfPpm } from "../../../services/domain/interest.ts";
import { payDebt } from "../../../services/domain/waterfall.ts";

const DRAWN = parseDate("2026-01-15");
const day = (after: number) => addDays(DRAWN, after);

/** 1,000,000.00 at 4.35 %, half after 180 days, half after 360. */
const LOAN: LoanTerms = {
  convention: "ACT/360",
  rate: 43_500n,
  lateRate: 20_000n,
  principal: 100_000_000n,
  fees: 500_000n,
  drawnOn: DRAWN,
  instalments: [
    { due: day(180), principal: 50_000_000n },
    { due: day(360), principal: 50_000_000n },
  ],
};
const debt = (fees: bigint, interest: bigint, principal: bigint) => ({ fees, interest, principal });

describe("what is owed on a loan", () => {
  it("is the whole principal, interest as it runs, and due what the schedule says", () => {
    expect(owedOn(LOAN, [], DRAWN)).to.deep.equal({
      owed: debt(500_000n, 0n, 100_000_000n),
      due: debt(500_000n, 0n, 0n),
      dueSince: null,
    });
    expect(owedOn(LOAN, [], day(180))).to.deep.equal({
      owed: debt(500_000n, 2_175_000n, 100_000_000n),
      due: debt(500_000n, 2_175_000n, 50_000_000n),
      dueSince: day(180),
    });
  });

  it("grows by late interest on what is overdue, which earns none itself", () => {
    // 52,175,000 for 18 days at 2 %, beside ordinary interest on all principal.
    expect(owedOn(LOAN, [], day(198)).owed.interest).to.equal(2_175_000n + 217_500n + 52_175n);
    expect(owedOn(LOAN, [], day(216)).due.interest).to.equal(2_175_000n + 2n * 52_175n);
  });

  it("is not changed by when within a period interest is paid", () => {
    const { owed } = owedOn(LOAN, [], day(77));
    const paid: PaidOn[] = [{ day: day(77), paid: debt(500_000n, owed.interest, 0n) }];
    expect(owedOn(LOAN, paid, day(180)).owed.interest).to.equal(2_175_000n - owed.interest);
    expect(owedOn(LOAN, paid, day(76)).owed).to.deep.equal(owedOn(LOAN, [], day(76)).owed);
  });

  it("is all due once the loan is accelerated", () => {
    const terms = { ...LOAN, acceleratedOn: day(10) };
    expect(owedOn(terms, [], day(9)).due.principal).to.equal(0n);
    const { owed, due } = owedOn(terms, [], day(28));
    expect(due).to.deep.equal(owed);
    // From the tenth day on late interest runs on all principal, too.
    expect(owed.interest).to.equal(338_333n + 100_000n);
  });

  it("runs by another rate from the end of the day on which that was agreed", () => {
    const terms = { ...LOAN, changes: [{ day: day(90), rate: 87_000n, lateRate: 40_000n }] };
    expect(owedOn(terms, [], day(90)).owed).to.deep.equal(owedOn(LOAN, [], day(90)).owed);
    // As test/contracts/Facilities/votes.test.ts has it of the contracts.
    expect(owedOn(terms, [], day(180)).owed.interest).to.equal(1_087_500n + 2_175_000n);
    // 53,262,500 overdue for 18 days at the new late rate.
    expect(owedOn(terms, [], day(198)).due.interest).to.equal(3_262_500n + 106_525n);
    const paid: PaidOn[] = [{ day: day(30), paid: debt(500_000n, 362_500n, 0n) }];
    expect(owedOn(terms, paid, day(180)).owed.interest).to.equal(3_262_500n - 362_500n);
  });

  it("comes to nothing when each instalment is paid when due, whatever the loan", () => {
    const loans = fc.record({
      principal: fc.bigInt(1n, 10n ** 15n),
      rate: fc.bigInt(0n, 500_000n),
      convention: fc.constantFrom(...LOAN_CONVENTIONS),
      gaps: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(loans, ({ principal, rate, convention, gaps }) => {
        let after = 0;
        let left = principal;
        const instalments = gaps.map((gap, at) => {
          after += gap;
          const part = at === gaps.length - 1 ? left : left / 3n;
          left -= part;
          return { due: day(after), principal: part };
        });
        const loan = { ...LOAN, principal, rate, convention, instalments };
        const payments: PaidOn[] = [];
        let [balance, start] = [principal, DRAWN];
        for (const { due, principal: part } of instalments) {
          const interest = periodInterest(balance, rateOfPpm(Number(rate)), convention, { start, end: due });
          const { owed, due: dueNow } = owedOn(loan, payments, due);
          expect([owed.interest, dueNow.principal]).to.deep.equal([interest, part]);
          const total = dueNow.fees + dueNow.interest + dueNow.principal;
          payments.push({ day: due, paid: payDebt(owed, total).paid });
          [balance, start] = [balance - part, due];
        }
        const last = instalments.at(-1)?.due ?? DRAWN;
        expect(owedOn(loan, payments, addDays(last, 400))).to.deep.equal({
          owed: debt(0n, 0n, 0n),
          due: debt(0n, 0n, 0n),
          dueSince: null,
        });
      }),
    );
  });
});
