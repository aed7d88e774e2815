import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { priceOf } from "../queries/quotes.ts";
import type { Context } from "../context.ts";
import { closed, Day, Id, Money } from "../schemas/common.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

const rate = (description: string) =>
  Type.String({ pattern: "^\\d(\\.\\d{1,12})?$", description, examples: ["0.045"] });
const Request = Type.Object(
  {
    receivable: Type.Optional(Id),
    amount: Money,
    annualRate: Type.Optional(rate("a discount rate on face: 0.045 is 4.5 %; this or targetApr")),
    targetApr: Type.Optional(rate("an APR on the cash advanced, which the price is to pay; this or annualRate")),
    dayCount: Type.Enum(["ACT/360", "ACT/365F", "30E/360"]),
    valueDate: Type.Optional(Day),
    dueDate: Type.Optional(Day),
    advance: Type.Optional(
      Type.Object(
        {
          rate: rate("part of the amount that is paid at once: 0.8 is 80 %"),
          feeRate: rate("of the amount, for every thirty days"),
          serviceFee: Type.Optional(Money),
        },
        { ...closed, description: "to compare: an advance now, the rest less fees once the debtor has paid" },
      ),
    ),
  },
  { ...closed, description: "the due date is the receivable's, where it is not given" },
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
    advance: Type.Optional(
      Type.Object(
        { advance: Money, reserve: Money, fee: Money, rebate: Money, netProceeds: Money },
        { ...closed, description: "rebate: what of the reserve comes back; netProceeds: advance and rebate" },
      ),
    ),
  },
  closed,
);

export function registerQuoteRoutes(app: App, context: Context): void {
  const { config, schema } = read({
    tag: "quotes",
    summary: "Price part of a claim: discount, price, and the APR beside the discount rate. Stores nothing",
    answer: Quote,
  });
  app.post("/v1/quotes", { config, schema: { ...schema, body: Request } }, async (request) =>
    priceOf(context, actorIn(request), request.body),
  );
}
