import type { Address } from "../../domain/brand.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { dayOfNumber } from "../../domain/dayNumber.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import { paymentsOf } from "./drawdowns.ts";
import type { DrawdownRow } from "./drawdowns.ts";
import type { FacilityRow } from "./facilities.ts";
import { amended, courseOf, dayIn, eventsBy, facilityEvents } from "./facilityEvents.ts";
import { chainTime, loanView, owedAsOf, owedView } from "./loanViews.ts";

interface HoldingRow {
  readonly holder: Address;
  readonly units: bigint;
  readonly correction: bigint;
  readonly withdrawn: bigint;
}

/** A loan as it stands at the end of a day, today by the chain's clock; payments and holders as they are now. */
export async function viewDrawdown(
  context: Context,
  actor: Actor,
  drawdown: DrawdownRow & { readonly facility: FacilityRow },
  day?: CalendarDate,
): Promise<object> {
  const { facility, id } = drawdown;
  const asOf = day ?? dayIn(facility, await chainTime(context));
  const payments = await paymentsOf(context, [id]);
  const holdings = await context.db.query<HoldingRow>(
    "SELECT * FROM mirror.drawdown_holdings WHERE drawdown_id = $1 ORDER BY units DESC, holder",
    [id],
  );
  const refOf = await partyRefs(context.db, [
    ...payments.map(({ payer }) => payer),
    ...holdings.map(({ holder }) => holder),
  ]);
  const money = moneyIn(facility.currency);
  const events = eventsBy(facility, await facilityEvents(context, [facility.id]), asOf);
  const owed = owedAsOf(facility, drawdown, payments, asOf, courseOf(events));
  const mine = holdings.find(({ holder }) => holder === actor.account);
  return {
    ...loanView(facility, drawdown),
    ...owedView(amended(facility, events), owed, asOf),
    payments: payments.map(({ day: paidOn, payer, fees, interest, principal }) => ({
      day: dayOfNumber(paidOn),
      payer: refOf(payer),
      fees: money(fees),
      interest: money(interest),
      principal: money(principal),
    })),
    holders: holdings
      .filter(({ units }) => units > 0n)
      .map(({ holder, units }) => ({ holder: refOf(holder), amount: money(units) })),
    mine: mine
      ? {
          amount: money(mine.units),
          outstanding: money((mine.units * owed.owed.principal) / drawdown.principal),
          accruedInterest: money((mine.units * owed.owed.interest) / drawdown.principal),
          withdrawable: money((mine.units * drawdown.received + mine.correction) / drawdown.principal - mine.withdrawn),
          withdrawn: money(mine.withdrawn),
        }
      : null,
    historyLength: Number(drawdown.seq),
    historyHead: drawdown.head,
  };
}
