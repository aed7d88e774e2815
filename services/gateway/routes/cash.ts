import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { confirmPayout, deposit, rejectPayout, requestPayout } from "../commands/cash.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { balancesOf, listPayouts, viewPayout } from "../queries/cash.ts";
import { PartyRef } from "../schemas/ask.ts";
import { BankReference, closed, Id, Instant, Money, nullable, PageQuery, pageOf, Text } from "../schemas/common.ts";
import { actSchema, readSchema } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const TAG = "cash";
const PayoutParams = Type.Object(
  { currency: Type.String({ pattern: "^[A-Z]{3}$" }), number: Type.String({ pattern: "^[1-9]\\d{0,17}$" }) },
  closed,
);
const Payout = Type.Object(
  {
    number: Type.String(),
    status: Type.Enum(["requested", "paid", "rejected"]),
    holder: PartyRef,
    amount: Money,
    iban: nullable(Type.String()),
    requestedAt: Instant,
    closedAt: nullable(Instant),
  },
  closed,
);

export function registerCashRoutes(app: App, context: Context): void {
  app.get(
    "/v1/cash",
    { schema: readSchema(TAG, "Balances of one's party", Type.Object({ items: Type.Array(Money) }, closed)) },
    async (request) => balancesOf(context.db, actorIn(request)),
  );
  app.post(
    "/v1/cash/deposits",
    {
      schema: actSchema(
        TAG,
        "A settlement bank books a deposit",
        Type.Object({ party: Id, amount: Money, bankReference: BankReference }, closed),
      ),
    },
    async (request, reply) =>
      answerAct(context, request, reply, () => deposit(context, actorIn(request), request.body)),
  );
  app.get(
    "/v1/cash/payouts",
    {
      schema: {
        ...readSchema(TAG, "Payout requests, newest first", pageOf(Payout)),
        querystring: Type.Object(PageQuery, closed),
      },
    },
    async (request) =>
      pageFrom(
        request.query,
        (page) => listPayouts(context.db, actorIn(request), page),
        (row) => String(row.cursor),
        (row) => viewPayout(context.db, row),
      ),
  );
  app.post(
    "/v1/cash/payouts",
    {
      schema: actSchema(
        TAG,
        "Ask for payout to a bank account; the cash is locked until a bank has answered",
        Type.Object({ amount: Money, iban: Type.String({ minLength: 5, maxLength: 42 }) }, closed),
      ),
    },
    async (request, reply) =>
      answerAct(context, request, reply, () => requestPayout(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/cash/payouts/:currency/:number/confirmation",
    {
      schema: {
        ...actSchema(
          TAG,
          "The bank has sent the wire: the locked cash is burnt",
          Type.Object({ bankReference: BankReference }, closed),
        ),
        params: PayoutParams,
      },
    },
    async (request, reply) =>
      answerAct(context, request, reply, async () =>
        Promise.resolve(confirmPayout(context, actorIn(request), request.params, request.body)),
      ),
  );
  app.post(
    "/v1/cash/payouts/:currency/:number/rejection",
    {
      schema: {
        ...actSchema(TAG, "The bank cannot pay out: the cash goes back", Type.Object({ reason: Text }, closed)),
        params: PayoutParams,
      },
    },
    async (request, reply) =>
      answerAct(context, request, reply, async () =>
        Promise.resolve(rejectPayout(context, actorIn(request), request.params, request.body)),
      ),
  );
}
