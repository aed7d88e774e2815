import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { acknowledgeRun } from "../commands/paymentRuns.ts";
import type { Context } from "../context.ts";
import { answerRun } from "../operations/answerRun.ts";
import { reject } from "../operations/reject.ts";
import { listApprovals, viewApprovals } from "../queries/approvals.ts";
import { viewOperations } from "../queries/operationViews.ts";
import { paymentRunFor } from "../queries/paymentRuns.ts";
import { Approval, PaymentRunAnswer } from "../schemas/approval.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Operation } from "../schemas/operation.ts";
import { PaymentRun } from "../schemas/receivableActs.ts";
import { Reason } from "../schemas/servicing.ts";
import { act, read, withKey } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

/** Makers and checkers: what waits for whom, payment runs, and what is sent back. */
export function registerApprovalRoutes(app: App, context: Context): void {
  app.get(
    "/v1/approvals",
    read({
      tag: "operations",
      summary: "What waits for this user's approval, oldest first, with what it binds the party to",
      answer: pageOf(Approval),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listApprovals(context, actorIn(request), page),
        keyOf: (row) => [row.sequence],
        view: (rows) => viewApprovals(context, actorIn(request), rows),
      }),
  );
  app.post(
    "/v1/operations/:id/rejection",
    withKey({
      tag: "operations",
      summary: "A checker sends an operation back, or its maker withdraws it: it is never sent to the ledger",
      roles: ["maker", "checker"],
      params: IdParams,
      body: Reason,
      answer: Operation,
    }),
    async (request) => {
      const row = await reject(context, actorIn(request), request.params.id, request.body.reason);
      const [view] = await viewOperations(context, [row]);
      return view;
    },
  );
  app.post(
    "/v1/acknowledgements",
    act({
      tag: "receivables",
      summary: "The debtor acknowledges a payment run: up to 500 claims, in intents of at most 100",
      roles: ["maker"],
      body: PaymentRun,
      answer: PaymentRunAnswer,
    }),
    async (request, reply) =>
      answerRun(context, request, reply, () => acknowledgeRun(context, actorIn(request), request.body.items)),
  );
  app.get(
    "/v1/acknowledgements/:id",
    read({
      tag: "receivables",
      summary: "A payment run, and what became of each item",
      answer: PaymentRunAnswer,
      params: IdParams,
    }),
    async (request) => paymentRunFor(context, actorIn(request), request.params.id),
  );
}
