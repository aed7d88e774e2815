import type { Address, Hash } from "../../domain/brand.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { dayOfNumber } from "../../domain/dayNumber.ts";
import { rateOfPpm } from "../../domain/interest.ts";
import { toFixed } from "../../domain/rational.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { PartyRef } from "./directory.ts";
import { paymentsOf } from "./drawdowns.ts";
import type { DrawRow, DrawdownRow, PaymentRow } from "./drawdowns.ts";
import type { FacilityRow, FacilityTerms } from "./facilities.ts";
import { chainTime, dayIn, loanView, owedAsOf, owedView } from "./loanViews.ts";

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
  readonly textOf: ReadonlyMap<Hash, string>;
  readonly refOf: (account: Address) => PartyRef;
}

/** @param day Of which it is shown what is owed; today by the chain's clock, if left out. The rest is as it is now. */
export async function viewFacilities(
  context: Context,
  facilities: readonly FacilityRow[],
  day?: CalendarDate,
): Promise<object[]> {
  const now = await chainTime(context);
  const beside = await lookUp(context, facilities);
  return facilities.map((facility) => view(facility, beside, day ?? dayIn(facility, now)));
}

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
    textOf: new Map(texts.map(({ hash, text }) => [hash, text])),
    refOf: await partyRefs(db, [...accounts, ...lenders.map(({ lender }) => lender)]),
  };
}

function view(facility: FacilityRow, beside: Beside, asOf: CalendarDate): object {
  const { id, terms } = facility;
  const { refOf, textOf, payments } = beside;
  const mine = <R extends { facility_id: Hash }>(rows: readonly R[]): R[] =>
    rows.filter(({ facility_id }) => facility_id === id);
  const lenders = mine(beside.lenders);
  const drawdowns = mine(beside.drawdowns).filter(({ drawn_day }) => dayOfNumber(drawn_day) <= asOf);
  const owed = drawdowns.map((drawdown) => owedAsOf(facility, drawdown, payments, asOf));
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
    ...viewTerms(terms),
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
    drawdowns: drawdowns.map((drawdown) => ({
      ...loanView(facility, drawdown),
      ...owedView(facility, owedAsOf(facility, drawdown, payments, asOf), asOf),
    })),
    asOf,
    historyLength: Number(facility.seq),
    historyHead: facility.head,
  };
}

const decimal = (ppm: string): string => toFixed(rateOfPpm(Number(ppm)), 6);

function viewTerms(terms: FacilityTerms): object {
  return {
    rate: decimal(terms.rate),
    lateRate: decimal(terms.lateRate),
    convention: terms.convention,
    collateral:
      terms.maxLtvBps === "0"
        ? null
        : { maxLtvBps: Number(terms.maxLtvBps), drawLtvBps: Number(terms.drawLtvBps), policy: terms.policy },
    feeBps: Number(terms.feeBps),
    majorityBps: Number(terms.majorityBps),
    availableUntil: instantOfSeconds(BigInt(terms.availableUntil)),
    maturity: dayOfNumber(BigInt(terms.maturityDay)),
    graceDays: Number(terms.graceDays),
    documentRoot: terms.documentRoot,
  };
}
