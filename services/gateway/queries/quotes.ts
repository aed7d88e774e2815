import { parseDate } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { yearFraction } from "../../domain/daycount.ts";
import { quote } from "../../domain/discount.ts";
import { factor } from "../../domain/factoring.ts";
import { discountRateOfApr } from "../../domain/rates.ts";
import { parseRate } from "../../domain/rational.ts";
import type { Rational } from "../../domain/rational.ts";
import { wallClockOf } from "../../domain/zone.ts";
import type { Actor } from "../auth/actor.ts";
import { minorUnits } from "../commands/money.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { moneyIn } from "../schemas/money.ts";
import { claimFor } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";
import { invoicesOf } from "./invoices.ts";

export interface QuoteInput {
  readonly receivable?: string;
  readonly amount: Money;
  /** On face. Either this or the APR. */
  readonly annualRate?: string;
  /** On the cash advanced. */
  readonly targetApr?: string;
  readonly dayCount: "ACT/360" | "ACT/365F" | "30E/360";
  readonly valueDate?: string;
  readonly dueDate?: string;
  /** What the same claim brings with an advance and a reserve. */
  readonly advance?: { readonly rate: string; readonly feeRate: string; readonly serviceFee?: Money };
}

interface Money {
  readonly currency: string;
  readonly amount: string;
}

/**
 * What part of a claim is worth on a day.
 *
 * @throws Problem not-found, currency-mismatch, invalid-field; DomainError of the terms
 */
export async function priceOf(context: Context, actor: Actor, input: QuoteInput): Promise<Record<string, unknown>> {
  const claim = input.receivable === undefined ? undefined : await claimFor(context, actor, input.receivable);
  const { currency } = input.amount;
  const valueDate = parseDate(input.valueDate ?? context.now().toISOString().slice(0, 10), "/valueDate");
  const dueDate = await dueDateFor(context, input, claim);
  const face = minorUnits(input.amount, claim?.currency ?? currency, "/amount");
  const terms = quote({
    face,
    currency,
    annualRate: rateOf(input, valueDate, dueDate),
    convention: input.dayCount,
    valueDate,
    dueDate,
    rounding: "half-even",
  });
  const money = moneyIn(currency);
  return {
    amount: input.amount,
    discount: money(terms.discount),
    price: money(terms.price),
    discountRate: terms.discountRate,
    apr: terms.apr,
    days: terms.days,
    basis: terms.basis,
    dayCount: input.dayCount,
    valueDate,
    dueDate,
    ...(input.advance && { advance: advanceOn(input.advance, face, currency, terms.days) }),
  };
}

function advanceOn(
  { rate, feeRate, serviceFee }: NonNullable<QuoteInput["advance"]>,
  face: bigint,
  currency: string,
  days: number,
): Record<string, unknown> {
  const terms = factor({
    face,
    advanceRate: parseRate(rate, "/advance/rate"),
    feeRate: parseRate(feeRate, "/advance/feeRate"),
    days,
    serviceFee: serviceFee ? minorUnits(serviceFee, currency, "/advance/serviceFee") : 0n,
    rounding: "half-even",
  });
  return Object.fromEntries(Object.entries(terms).map(([name, amount]) => [name, moneyIn(currency)(amount as bigint)]));
}

/** The discount rate that was asked for, or that the APR comes to over these days. */
function rateOf(
  { annualRate, targetApr, dayCount }: QuoteInput,
  valueDate: CalendarDate,
  dueDate: CalendarDate,
): Rational {
  if (annualRate !== undefined && targetApr === undefined) return parseRate(annualRate, "/annualRate");
  if (annualRate !== undefined || targetApr === undefined) {
    const detail = "give a discount rate on face or a target APR on the cash, one of them";
    throw new Problem("invalid-field", { detail, field: "/annualRate" });
  }
  const apr = parseRate(targetApr, "/targetApr");
  // A period that ends before it starts is refused with the quote itself.
  return dueDate < valueDate ? apr : discountRateOfApr(apr, yearFraction(dayCount, { start: valueDate, end: dueDate }));
}

async function dueDateFor(context: Context, input: QuoteInput, claim: ClaimRow | undefined): Promise<CalendarDate> {
  if (input.dueDate !== undefined) return parseDate(input.dueDate, "/dueDate");
  if (claim) return dueDayOf(context, claim);
  throw new Problem("invalid-field", { detail: "name a receivable or a due date", field: "/dueDate" });
}

/** The day on which the claim falls due where it does. */
async function dueDayOf(context: Context, claim: ClaimRow): Promise<CalendarDate> {
  const invoices = await invoicesOf(context, [claim.document_root]);
  const zone = invoices.get(claim.document_root)?.dueZone ?? "UTC";
  // The instant is the end of the due day: a second before it, the day is still that one.
  const lastSecond = wallClockOf(zone)(Number(claim.due_at) - 1);
  return parseDate(new Date(lastSecond * 1000).toISOString().slice(0, 10));
}
