import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { registerReceivable } from "../commands/registerReceivable.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { closed, Day, textOf } from "../schemas/common.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";
import { DocumentBody, documentIn, documentOptions, withDocuments } from "./documentBodies.ts";

const Supplied = Type.Object(
  {
    dueDate: Type.Optional(Day),
    dueZone: Type.Optional(textOf(60, "IANA zone in which the due date ends, default UTC")),
    buyerId: Type.Optional(textOf(100, "a registered identifier of the buyer")),
    sellerId: Type.Optional(textOf(100, "a registered identifier of the seller")),
    dueBeforeIssue: Type.Optional(
      Type.Enum(["confirmed"], { description: "the due date before the issue date is meant" }),
    ),
  },
  closed,
);

/** Registration of invoices. */
export function registerRegistrationRoute(app: App, context: Context): void {
  withDocuments(app, (scope) => {
    scope.post(
      "/v1/receivables",
      {
        ...act({
          tag: "receivables",
          summary: "Register an invoice as a claim",
          roles: ["maker"],
          body: DocumentBody,
          query: Supplied,
        }),
        ...documentOptions(app),
      },
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          registerReceivable(context, actorIn(request), documentIn(request), request.query),
        ),
    );
  });
}
