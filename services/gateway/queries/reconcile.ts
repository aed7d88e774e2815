import type { Static } from "typebox";

import { parseDate } from "../../domain/date.ts";
import { seesAll } from "../auth/actor.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Books } from "../schemas/reconciliation.ts";
import { booksOf, dayOf } from "./reconciliation.ts";
import { bookedOn, paidInOn, refusedOn } from "./reconciliationLines.ts";
import { requireSettlementBank } from "./settlementBank.ts";

export type BooksOfDay = Static<typeof Books>;

/**
 * The day's report: totals for all who may read it, lines for a bank of its own alone.
 *
 * @throws Problem forbidden, refused-by-ledger (a currency that is not settled), DomainError bad-date
 */
export async function reconcile(context: Context, actor: Actor, currency: string, date: string): Promise<BooksOfDay> {
  if (!seesAll(actor)) await requireSettlementBank(context, actor);
  const day = dayOf(parseDate(date, "/date"));
  const [books, paidIn, booked, refusedRecalls, [clock]] = [
    await booksOf(context, currency, day),
    await paidInOn(context, actor, currency, day),
    await bookedOn(context, actor, currency, day),
    await refusedOn(context, actor, currency, day),
    await context.db.query<{ clock: bigint }>(
      "SELECT timestamp AS clock FROM mirror.blocks WHERE number = (SELECT block FROM mirror.cursor)",
    ),
  ];
  const complete = (clock?.clock ?? 0n) >= day.to;
  return { currency, date, complete, ...books, paidIn, booked, refusedRecalls } as BooksOfDay;
}
