import { Type } from "typebox";

import type { Hex } from "../../domain/brand.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { answerOperation } from "../operations/answer.ts";
import { approve, submitSignature } from "../operations/sign.ts";
import { listOperations, operationFor } from "../queries/operations.ts";
import { viewOperation } from "../operations/view.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Operation, OPERATION_STATUSES } from "../schemas/operation.ts";
import { actSchema, readSchema } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const Listing = Type.Object({ ...PageQuery, status: Type.Optional(Type.Enum([...OPERATION_STATUSES])) }, closed);
const Signature = Type.Object(
  { signature: Type.String({ pattern: "^0x[0-9a-f]{130}$", description: "65 bytes: r, s, v" }) },
  closed,
);

export function registerOperationRoutes(app: App, context: Context): void {
  app.get(
    "/v1/operations",
    {
      schema: {
        ...readSchema("operations", "Operations of one's party, newest first", pageOf(Operation)),
        querystring: Listing,
      },
    },
    async (request) =>
      pageFrom(
        request.query,
        (page) => listOperations(context.db, actorIn(request), { ...page, status: request.query.status }),
        (row) => String(row.sequence),
        (row) => viewOperation(context, row),
      ),
  );
  app.get(
    "/v1/operations/:id",
    { schema: { ...readSchema("operations", "One operation", Operation), params: IdParams } },
    async (request) => viewOperation(context, await operationFor(context.db, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/operations/:id/approvals",
    {
      schema: {
        ...actSchema("operations", "Approve as checker: adds the user's signature", Type.Object({}, closed)),
        params: IdParams,
      },
    },
    async (request, reply) =>
      answerOperation(context, request, reply, await approve(context, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/operations/:id/signatures",
    {
      schema: {
        ...actSchema("operations", "Hand in a signature made with one's own key", Signature),
        params: IdParams,
      },
    },
    async (request, reply) => {
      const row = await submitSignature(context, actorIn(request), request.params.id, request.body.signature as Hex);
      return answerOperation(context, request, reply, row);
    },
  );
}
