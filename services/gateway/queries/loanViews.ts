import { owedOn } from "../../domain/accrual.ts";
import type { LoanTerms, Owed } from "../../domain/accrual.ts";
import { addDays } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { dayOfNumber } from "../../domain/dayNumber.ts";
import type { LoanConvention } from "../../domain/interest.ts";
import type { Debt } from "../../domain/waterfall.ts";
import type { Context } from "../context.ts";
import { moneyIn } from "../schemas/money.ts";
import type { DrawdownRow, PaymentRow } from "./drawdowns.ts";
import type { FacilityRow } from "./facilities.ts";

/** The chain's time, in epoch seconds: that of the last indexed block. */
export async function chainTime({ db }: Context): Promise<bigint> {
  const [row] = await db.query<{ as_of: bigint }>(
    "SELECT timestamp AS as_of FROM mirror.blocks WHERE number = (SELECT block FROM mirror.cursor)",
  );
  return row?.as_of ?? 0n;
}

export function loanView(facility: FacilityRow, drawdown: DrawdownRow): object {
  const money = moneyIn(facility.currency);
  return {
    id: drawdown.id,
    facility: facility.id,
    status: drawdown.status,
    principal: money(drawdown.principal),
    drawnOn: dayOfNumber(drawdown.drawn_day),
    schedule: instalmentViews(facility, drawdown),
  };
}

export const instalmentViews = ({ currency }: FacilityRow, { schedule }: DrawdownRow): object[] =>
  schedule.map(({ dueDay, principal }) => ({
    due: dayOfNumber(BigInt(dueDay)),
    principal: moneyIn(currency)(BigInt(principal)),
  }));

export function overdueView(
  { terms }: FacilityRow,
  { dueSince }: Pick<Owed, "dueSince">,
  asOf: CalendarDate,
): { readonly dueSince: CalendarDate | null; readonly inDefault: boolean } {
  return { dueSince, inDefault: dueSince !== null && addDays(dueSince, Number(terms.graceDays)) < asOf };
}

export function owedView(facility: FacilityRow, { owed, due, dueSince }: Owed, asOf: CalendarDate): object {
  const money = moneyIn(facility.currency);
  const view = ({ fees, interest, principal }: Debt): object => ({
    fees: money(fees),
    interest: money(interest),
    principal: money(principal),
  });
  return { asOf, owed: view(owed), due: view(due), ...overdueView(facility, { dueSince }, asOf) };
}

export const NOTHING_OWED: Owed = {
  owed: { fees: 0n, interest: 0n, principal: 0n },
  due: { fees: 0n, interest: 0n, principal: 0n },
  dueSince: null,
};

/** What is owed on a loan at the end of a day, past or to come, from its terms, what changed them, and payments. */
export function owedAsOf(
  facility: FacilityRow,
  drawdown: DrawdownRow,
  payments: readonly PaymentRow[],
  day: CalendarDate,
  course: Pick<LoanTerms, "changes" | "acceleratedOn">,
): Owed {
  const { rate, lateRate, convention } = facility.terms;
  const drawnOn = dayOfNumber(drawdown.drawn_day);
  if (day < drawnOn) return NOTHING_OWED;
  const terms = {
    convention: convention as LoanConvention,
    rate: BigInt(rate),
    lateRate: BigInt(lateRate),
    principal: drawdown.principal,
    fees: drawdown.fees,
    drawnOn,
    ...course,
    instalments: drawdown.schedule.map(({ dueDay, principal }) => ({
      due: dayOfNumber(BigInt(dueDay)),
      principal: BigInt(principal),
    })),
  };
  const own = payments
    .filter(({ drawdown_id }) => drawdown_id === drawdown.id)
    .map(({ day: paidOn, fees, interest, principal }) => ({
      day: dayOfNumber(paidOn),
      paid: { fees, interest, principal },
    }));
  return owedOn(terms, own, day);
}
