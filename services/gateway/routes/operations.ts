import { Type } from "typebox";

import type { Hex } from "../../domain/brand.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { answerOperation } from "../operations/answer.ts";
import { approve, submitSignature } from "../operations/sign.ts";
import { listOperations, operationFor } from "../queries/operations.ts";
import { viewOperations } from "../queries/operationViews.ts";
import { closed, IdParams, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { Operation, OPERATION_STATUSES } from "../schemas/operation.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "operations";
const Listing = Type.Object({ ...PageQuery, status: Type.Optional(Type.Enum([...OPERATION_STATUSES])) }, closed);
const Signature = Type.Object(
  {
    signature: Type.String({
      pattern: "^0x[0-9a-f]{130}$",
      description: "65 bytes: r, s, v; 0x and lower-case hex",
    }),
  },
  closed,
);

export function registerOperationRoutes(app: App, context: Context): void {
  app.get(
    "/v1/operations",
    read({
      tag,
      summary: "Operations of one's party, for an auditor of every party, newest first",
      answer: pageOf(Operation),
      query: Listing,
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listOperations(context.db, actorIn(request), page, request.query.status),
        keyOf: (row) => [row.sequence],
        view: (rows) => viewOperations(context, rows),
      }),
  );
  app.get(
    "/v1/operations/:id",
    read({ tag, summary: "One operation", answer: Operation, params: IdParams }),
    async (request) => {
      const [view] = await viewOperations(context, [
        await operationFor(context.db, actorIn(request), request.params.id),
      ]);
      return view;
    },
  );
  app.post(
    "/v1/operations/:id/approvals",
    act({
      tag,
      summary: "Approve as checker: adds the user's signature. Approving again changes nothing",
      roles: ["checker"],
      params: IdParams,
      body: Nothing,
    }),
    async (request, reply) =>
      answerOperation(context, request, reply, await approve(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/operations/:id/signatures",
    act({
      tag,
      summary: "Hand in a signature made with one's own key. Handing it in again changes nothing",
      roles: ["maker", "checker"],
      params: IdParams,
      body: Signature,
    }),
    async (request, reply) => {
      const row = await submitSignature(context, actorIn(request), request.params.id, request.body.signature as Hex);
      return answerOperation(context, request, reply, row);
    },
  );
}
