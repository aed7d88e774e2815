import { Type } from "typebox";

import { acknowledge, bookWire, cancel, pay, redeem, refund, transfer, withdraw } from "../commands/receivables.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { provenanceOf } from "../queries/provenance.ts";
import { listReceivables, receivableFor } from "../queries/receivables.ts";
import { BankReference, closed, Day, Id, IdParams, Money, PageQuery, pageOf, Text } from "../schemas/common.ts";
import { CLAIM_STATUSES, Provenance, Receivable } from "../schemas/receivable.ts";
import { actSchema, readSchema } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const TAG = "receivables";
const Nothing = Type.Object({}, closed);
const Listing = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...CLAIM_STATUSES])),
    role: Type.Optional(
      Type.Enum(["seller", "debtor", "holder"], { description: "only claims in which one's party is this" }),
    ),
  },
  closed,
);
const Acknowledgement = Type.Object(
  {
    amount: Type.Optional(Money),
    dueDate: Type.Optional(Day),
    dueZone: Type.Optional(
      Type.String({ description: "IANA zone in which the due date ends, default UTC", maxLength: 60 }),
    ),
    waivers: Type.Array(Type.Enum(["defences", "set-off"]), {
      uniqueItems: true,
      description: "what the debtor gives up against later holders",
    }),
    acceptSameNumber: Type.Optional(
      Type.Boolean({ description: "needed when the seller used the number before, with another date" }),
    ),
  },
  closed,
);
const Transfer = Type.Object(
  {
    to: Id,
    amount: Money,
    reference: Type.String({ minLength: 1, maxLength: 140, description: "number of the sub-invoice that this pays" }),
  },
  closed,
);
const Payment = Type.Union([
  Type.Object({ source: Type.Literal("ledger"), amount: Money }, closed),
  Type.Object({ source: Type.Literal("wire"), amount: Money, bankReference: BankReference }, closed),
]);
const Cancellation = Type.Object({ reason: Text }, closed);

export function registerReceivableRoutes(app: App, context: Context): void {
  app.get(
    "/v1/receivables",
    { schema: { ...readSchema(TAG, "Claims one may see, newest first", pageOf(Receivable)), querystring: Listing } },
    async (request) =>
      pageFrom(
        request.query,
        (page) =>
          listReceivables(context, actorIn(request), {
            ...page,
            status: request.query.status,
            role: request.query.role,
          }),
        (row) => row.cursor,
        (row) => row.view,
      ),
  );
  app.get(
    "/v1/receivables/:id",
    { schema: { ...readSchema(TAG, "One claim", Receivable), params: IdParams } },
    async (request) => receivableFor(context, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/receivables/:id/provenance",
    { schema: { ...readSchema(TAG, "Everything that happened to a claim, in order", Provenance), params: IdParams } },
    async (request) => provenanceOf(context, actorIn(request), request.params.id),
  );
  app.post(
    "/v1/receivables/:id/acknowledgement",
    { schema: { ...actSchema(TAG, "The debtor acknowledges the claim", Acknowledgement), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => acknowledge(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/cancellation",
    { schema: { ...actSchema(TAG, "The seller withdraws an unacknowledged claim", Cancellation), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => cancel(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/transfers",
    { schema: { ...actSchema(TAG, "Assign part of the claim against a sub-invoice", Transfer), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => transfer(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/payments",
    {
      schema: {
        ...actSchema(TAG, "Pay on the claim, from cash on the ledger or by a booked wire", Payment),
        params: IdParams,
      },
    },
    async (request, reply) => {
      const { body } = request;
      return answerAct(context, request, reply, () =>
        body.source === "wire"
          ? bookWire(context, actorIn(request), request.params.id, body)
          : pay(context, actorIn(request), request.params.id, body),
      );
    },
  );
  app.post(
    "/v1/receivables/:id/withdrawals",
    { schema: { ...actSchema(TAG, "Take out what is due to one's party", Nothing), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => withdraw(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/receivables/:id/redemptions",
    {
      schema: { ...actSchema(TAG, "Take out the rest and burn one's units, once settled", Nothing), params: IdParams },
    },
    async (request, reply) =>
      answerAct(context, request, reply, () => redeem(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/receivables/:id/refunds",
    { schema: { ...actSchema(TAG, "Pay what was received in excess back to the debtor", Nothing), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => refund(context, actorIn(request), request.params.id)),
  );
}
