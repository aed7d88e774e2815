import type { Address, Hash } from "../../domain/brand.ts";
import type { CalendarDate } from "../../domain/date.ts";
import type { Owed } from "../../domain/accrual.ts";
import { dayOfNumber } from "../../domain/dayNumber.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { PartyRef } from "./directory.ts";
import { paymentsOf } from "./drawdowns.ts";
import type { DrawRow, DrawdownRow, PaymentRow } from "./drawdowns.ts";
import type { FacilityRow } from "./facilities.ts";
import { amended, courseOf, dayIn, eventsBy, facilityEvents } from "./facilityEvents.ts";
import type { FacilityEvent } from "./facilityEvents.ts";
import { viewTerms } from "./facilityTermViews.ts";
import { NOTHING_OWED, chainTime, loanView, owedAsOf, owedView } from "./loanViews.ts";
import { covenantsOf } from "./covenants.ts";
import { votesOf } from "./votes.ts";

interface LenderRow {
  readonly facility_id: Hash;
  readonly lender: Address;
  readonly committed: bigint;
  readonly undrawn: bigint;
  readonly accepted: boolean;
}

/** What several facilities are shown with, looked up together. */
interface Beside {
  readonly lenders: readonly LenderRow[];
  readonly draws: readonly DrawRow[];
  readonly drawdowns: readonly DrawdownRow[];
  readonly payments: readonly PaymentRow[];
  readonly events: readonly FacilityEvent[];
  readonly textOf: ReadonlyMap<Hash, string>;
  readonly refOf: (account: Address) => PartyRef;
}

/** Several at once, as they are today by the chain's clock. */
export async function viewFacilities(context: Context, facilities: readonly FacilityRow[]): Promise<object[]> {
  const now = await chainTime(context);
  const beside = await lookUp(context, facilities);
  return facilities.map((facility) => view(facility, beside, dayIn(facility, now)));
}

/**
 * One facility as of a day, today by the chain's clock if left out: what is owed on it, its terms and covenants, and how its
 * lenders have voted. The rest is as it is now.
 */
export async function viewFacility(context: Context, facility: FacilityRow, day?: CalendarDate): Promise<object> {
  const now = await chainTime(context);
  const asOf = day ?? dayIn(facility, now);
  const beside = await lookUp(context, [facility]);
  const events = eventsBy(facility, beside.events, asOf);
  const outstanding = owedOn(facility, beside, asOf).reduce((sum, { owed }) => sum + owed.principal, 0n);
  return {
    ...view(facility, beside, asOf),
    covenants: await covenantsOf(context, amended(facility, events), events, { day: asOf, now, outstanding }),
    votes: await votesOf(context, facility, now),
  };
}

/** What is owed on each of a facility's loans that were made by the end of a day. */
const owedOn = (facility: FacilityRow, { drawdowns, payments, events }: Beside, asOf: CalendarDate): Owed[] =>
  loansBy(facility, drawdowns, asOf).map((drawdown) =>
    owedAsOf(facility, drawdown, payments, asOf, courseOf(eventsBy(facility, events, asOf))),
  );

const loansBy = ({ id }: FacilityRow, drawdowns: readonly DrawdownRow[], asOf: CalendarDate): DrawdownRow[] =>
  drawdowns.filter(({ facility_id, drawn_day }) => facility_id === id && dayOfNumber(drawn_day) <= asOf);

async function lookUp(context: Context, facilities: readonly FacilityRow[]): Promise<Beside> {
  const { db } = context;
  const ids = facilities.map(({ id }) => id);
  const of = async <R extends object>(table: string, order: string): Promise<R[]> =>
    db.query<R>(`SELECT * FROM mirror.${table} WHERE facility_id = ANY($1) ORDER BY ${order}`, [ids]);
  const lenders = await of<LenderRow>("facility_lenders", "committed DESC, lender");
  const drawdowns = await of<DrawdownRow>("drawdowns", "drawn_block, id");
  const texts = await db.query<{ hash: Hash; text: string }>(
    "SELECT hash, text FROM core.references WHERE hash = ANY($1)",
    [facilities.flatMap(({ terms }) => terms.conditions)],
  );
  const accounts = facilities.flatMap(({ borrower, agent }) => [borrower, agent]);
  return {
    lenders,
    draws: await of<DrawRow>("facility_draws", "requested_block, id"),
    drawdowns,
    payments: await paymentsOf(
      context,
      drawdowns.map(({ id }) => id),
    ),
    events: await facilityEvents(context, ids),
    textOf: new Map(texts.map(({ hash, text }) => [hash, text])),
    refOf: await partyRefs(db, [...accounts, ...lenders.map(({ lender }) => lender)]),
  };
}

function view(facility: FacilityRow, beside: Beside, asOf: CalendarDate): object {
  const { id, terms } = facility;
  const { refOf, textOf } = beside;
  const mine = <R extends { facility_id: Hash }>(rows: readonly R[]): R[] =>
    rows.filter(({ facility_id }) => facility_id === id);
  const lenders = mine(beside.lenders);
  const changed = amended(facility, eventsBy(facility, beside.events, asOf));
  const drawdowns = loansBy(facility, beside.drawdowns, asOf);
  const owed = owedOn(facility, beside, asOf);
  const money = moneyIn(facility.currency);
  const sum = (amounts: readonly bigint[]) => money(amounts.reduce((a, b) => a + b, 0n));
  return {
    id,
    status: facility.status,
    borrower: refOf(facility.borrower),
    agent: refOf(facility.agent),
    currency: facility.currency,
    committed: sum(lenders.map(({ committed }) => committed)),
    undrawn: sum(lenders.map(({ undrawn }) => undrawn)),
    outstanding: sum(owed.map((of) => of.owed.principal)),
    ...viewTerms(changed.terms),
    conditions: terms.conditions.map((hash, at) => ({
      text: textOf.get(hash) ?? null,
      satisfied: (facility.satisfied >> BigInt(at)) % 2n === 1n,
    })),
    lenders: lenders.map(({ lender, committed, undrawn, accepted }) => ({
      lender: refOf(lender),
      committed: money(committed),
      undrawn: money(undrawn),
      accepted,
    })),
    draws: mine(beside.draws).map((draw) => ({
      id: draw.id,
      status: draw.status,
      amount: money(draw.amount),
      minimum: money(draw.minimum),
      fundBy: instantOfSeconds(draw.fund_by),
      funded: money(draw.funded),
      paidIn: Object.entries(draw.paid_in).map(([lender, amount]) => ({
        lender: refOf(lender as Address),
        amount: money(BigInt(amount)),
      })),
    })),
    drawdowns: drawdowns.map((drawdown, at) => ({
      ...loanView(facility, drawdown),
      ...owedView(changed, owed[at] ?? NOTHING_OWED, asOf),
    })),
    asOf,
    historyLength: Number(facility.seq),
    historyHead: facility.head,
  };
}
