import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { confirmPayout, deposit, rejectPayout, requestPayout } from "../commands/cash.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { balancesOf, listPayouts, viewPayouts } from "../queries/cash.ts";
import { PartyRef } from "../schemas/ask.ts";
import { BankReference, closed, Id, Instant, Money, nullable, PageQuery, pageOf, Text } from "../schemas/common.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";

const tag = "cash";
const PayoutParams = Type.Object(
  {
    currency: Type.String({ pattern: "^[A-Z]{3}$", description: "an ISO 4217 code in capitals" }),
    number: Type.String({ pattern: "^[1-9]\\d{0,17}$", description: "the request's number" }),
  },
  closed,
);
const Payout = Type.Object(
  {
    number: Type.String(),
    status: Type.Enum(["requested", "paid", "rejected"]),
    holder: PartyRef,
    amount: Money,
    iban: nullable(Type.String({ description: "where to pay it; null if another service took the request" })),
    requestedAt: Instant,
    closedAt: nullable(Instant),
  },
  closed,
);
const Deposit = Type.Object({ party: Id, amount: Money, bankReference: BankReference }, closed);
const NewPayout = Type.Object({ amount: Money, iban: Type.String({ minLength: 5, maxLength: 42 }) }, closed);

export function registerCashRoutes(app: App, context: Context): void {
  app.get(
    "/v1/cash",
    read({ tag, summary: "Balances of one's party", answer: Type.Object({ items: Type.Array(Money) }, closed) }),
    async (request) => balancesOf(context.db, actorIn(request)),
  );
  app.post(
    "/v1/cash/deposits",
    act({ tag, summary: "A settlement bank books a deposit", roles: ["maker"], body: Deposit }),
    async (request, reply) =>
      answerAct(context, request, reply, () => deposit(context, actorIn(request), request.body)),
  );
  app.get(
    "/v1/cash/payouts",
    read({
      tag,
      summary: "Payout requests: one's own; for settlement banks those to pay, with the account. Newest first",
      answer: pageOf(Payout),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX, NUMBER],
        read: (page) => listPayouts(context, actorIn(request), page),
        keyOf: (row) => [row.requested_block, row.contract, row.id],
        view: (rows) => viewPayouts(context, rows),
      }),
  );
  app.post(
    "/v1/cash/payouts",
    act({
      tag,
      summary: "Ask for payout to a bank account; the cash is locked until a bank has answered",
      roles: ["maker"],
      body: NewPayout,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => requestPayout(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/cash/payouts/:currency/:number/confirmation",
    act({
      tag,
      summary: "The bank has sent the wire: the locked cash is burnt",
      roles: ["maker"],
      params: PayoutParams,
      body: Type.Object({ bankReference: BankReference }, closed),
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => confirmPayout(context, actorIn(request), request.params, request.body)),
  );
  app.post(
    "/v1/cash/payouts/:currency/:number/rejection",
    act({
      tag,
      summary: "The bank cannot pay out: the cash goes back",
      roles: ["maker"],
      params: PayoutParams,
      body: Type.Object({ reason: Text }, closed),
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => rejectPayout(context, actorIn(request), request.params, request.body)),
  );
}
