import { Type } from "typebox";

import { parseDate } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import { quote } from "../../domain/discount.ts";
import { parseRate } from "../../domain/rational.ts";
import { wallClockOf } from "../../domain/zone.ts";
import { actorIn } from "../auth/plugin.ts";
import { minorUnits } from "../commands/money.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import { invoiceOf } from "../queries/invoice.ts";
import { closed, Day, Id, Money, problems } from "../schemas/common.ts";
import type { App } from "./app.ts";

const Request = Type.Object(
  {
    receivable: Type.Optional(Id),
    amount: Money,
    annualRate: Type.String({
      pattern: "^\\d(\\.\\d{1,12})?$",
      description: "discount rate on face: 0.045 is 4.5 %",
      examples: ["0.045"],
    }),
    dayCount: Type.Enum(["ACT/360", "ACT/365F", "30E/360"]),
    valueDate: Type.Optional(Day),
    dueDate: Type.Optional(Day),
  },
  closed,
);
const Quote = Type.Object(
  {
    amount: Money,
    discount: Money,
    price: Money,
    discountRate: Type.String({ description: "annual, on face" }),
    apr: Type.String({ description: "annual, on the cash advanced" }),
    days: Type.Integer(),
    basis: Type.Integer(),
    dayCount: Type.String(),
    valueDate: Day,
    dueDate: Day,
  },
  closed,
);

/** A quote computes and stores nothing, so it takes no Idempotency-Key. */
export function registerQuoteRoutes(app: App, context: Context): void {
  app.post(
    "/v1/quotes",
    {
      schema: {
        tags: ["quotes"],
        summary: "Price part of a claim: discount, price, and the APR beside the discount rate",
        security: [{ apiKey: [] }],
        body: Request,
        response: { 200: Quote, ...problems },
      },
    },
    async (request) => {
      const { body } = request;
      const { currency } = body.amount;
      const valueDate = body.valueDate ?? context.now().toISOString().slice(0, 10);
      const dueDate = body.dueDate ?? (await dueDateOf(context, request, body.receivable));
      const terms = quote({
        face: minorUnits(body.amount, currency, "/amount"),
        currency,
        annualRate: parseRate(body.annualRate, "/annualRate"),
        convention: body.dayCount,
        valueDate: parseDate(valueDate, "/valueDate"),
        dueDate: parseDate(dueDate, "/dueDate"),
        rounding: "half-even",
      });
      const money = (amount: bigint) => ({ currency, amount: String(amount) });
      return {
        amount: body.amount,
        discount: money(terms.discount),
        price: money(terms.price),
        discountRate: terms.discountRate,
        apr: terms.apr,
        days: terms.days,
        basis: terms.basis,
        dayCount: body.dayCount,
        valueDate,
        dueDate,
      };
    },
  );
}

async function dueDateOf(
  context: Context,
  request: Parameters<typeof actorIn>[0],
  receivable: string | undefined,
): Promise<CalendarDate> {
  if (receivable === undefined)
    throw new Problem("invalid-field", { detail: "name a receivable or a due date", field: "/dueDate" });
  const claim = await claimFor(context.db, actorIn(request), receivable);
  const invoice = await invoiceOf(context, claim.document_root);
  const zone = typeof invoice?.["dueZone"] === "string" ? invoice["dueZone"] : "UTC";
  // The instant is the end of the due day: a second before it, the day is still that one.
  const lastSecond = wallClockOf(zone)(Number(claim.due_at) - 1);
  return parseDate(new Date(lastSecond * 1000).toISOString().slice(0, 10));
}
