import { acknowledge, bookWire, cancel, pay, redeem, refund, transfer, withdraw } from "../commands/receivables.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { Acknowledgement, Cancellation, Payment, Transfer } from "../schemas/receivableActs.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";

const common = { tag: "receivables", roles: ["maker"], params: IdParams } as const;

/** What parties do with a claim. */
export function registerReceivableRoutes(app: App, context: Context): void {
  app.post(
    "/v1/receivables/:id/acknowledgement",
    act({ ...common, summary: "The debtor acknowledges the claim", body: Acknowledgement }),
    async (request, reply) =>
      answerAct(context, request, reply, () => acknowledge(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/cancellation",
    act({ ...common, summary: "The seller withdraws an unacknowledged claim", body: Cancellation }),
    async (request, reply) =>
      answerAct(context, request, reply, () => cancel(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/transfers",
    act({ ...common, summary: "Assign part of the claim against a sub-invoice", body: Transfer }),
    async (request, reply) =>
      answerAct(context, request, reply, () => transfer(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/payments",
    act({ ...common, summary: "Pay on the claim, from cash on the ledger or by a booked wire", body: Payment }),
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
    act({ ...common, summary: "Take out what is due to one's party", body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => withdraw(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/receivables/:id/redemptions",
    act({ ...common, summary: "Take out the rest and burn one's units, once settled", body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => redeem(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/receivables/:id/refunds",
    act({ ...common, summary: "Pay what was received in excess back to the debtor", body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => refund(context, actorIn(request), request.params.id)),
  );
}
