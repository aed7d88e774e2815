import type { Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { moneyIn } from "../schemas/money.ts";
import { lackingOf } from "./coveredDebts.ts";
import type { CoveredDrawdown } from "./coveredDebts.ts";
import { partyRefs } from "./directory.ts";
import { paymentsOf } from "./drawdowns.ts";
import type { FacilityRow } from "./facilities.ts";
import { amended, courseOf, dayIn, eventsBy, facilityEvents } from "./facilityEvents.ts";
import { viewRates } from "./facilityTermViews.ts";
import { chainTime, instalmentViews, overdueView, owedAsOf } from "./loanViews.ts";
import type { SoldKind } from "./sold.ts";

interface Offer {
  readonly sold: SoldKind;
  readonly claim_id: Hash;
  readonly units: bigint;
  readonly filled: bigint;
}

/** Of each offer of a loan, what its buyer has to know; nothing of other offers. */
export async function loansOffered(
  context: Context,
  offers: readonly Offer[],
): Promise<(offer: Offer) => object | null> {
  const ids = offers.filter(({ sold }) => sold === "drawdown").map(({ claim_id }) => claim_id);
  if (ids.length === 0) return () => null;
  const { db } = context;
  const drawdowns = await db.query<CoveredDrawdown>("SELECT * FROM mirror.drawdowns WHERE id = ANY($1)", [ids]);
  const facilityIds = drawdowns.map(({ facility_id }) => facility_id);
  const facilities = await db.query<FacilityRow>("SELECT * FROM mirror.facilities WHERE id = ANY($1)", [facilityIds]);
  const events = await facilityEvents(context, facilityIds);
  const payments = await paymentsOf(context, ids);
  const now = await chainTime(context);
  const refOf = await partyRefs(
    db,
    facilities.map(({ borrower }) => borrower),
  );
  return ({ claim_id, units, filled }) => {
    const drawdown = drawdowns.find(({ id }) => id === claim_id);
    const facility = facilities.find(({ id }) => id === drawdown?.facility_id);
    if (!drawdown || !facility) return null;
    const asOf = dayIn(facility, now);
    const told = eventsBy(facility, events, asOf);
    const current = amended(facility, told);
    const owed = owedAsOf(facility, drawdown, payments, asOf, courseOf(told));
    const { fees, interest, principal } = owed.owed;
    const sum = fees + interest + principal;
    const part = (amount: bigint): object =>
      moneyIn(facility.currency)(((units - filled) * amount) / drawdown.principal);
    return {
      facility: facility.id,
      borrower: refOf(facility.borrower),
      facilityStatus: facility.status,
      ...viewRates(current.terms),
      schedule: instalmentViews(facility, drawdown),
      asOf,
      outstanding: part(principal),
      accruedInterest: part(interest),
      fees: part(fees),
      covered: part(sum - lackingOf(drawdown, sum).lacking),
      ...overdueView(current, owed, asOf),
    };
  };
}
