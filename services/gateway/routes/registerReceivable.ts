import { actorIn } from "../auth/plugin.ts";
import { registerReceivable } from "../commands/registerReceivable.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { SuppliedWithInvoice } from "../schemas/receivableActs.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";
import { DocumentBody, documentIn, documentOptions, withDocuments } from "./documentBodies.ts";

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
          query: SuppliedWithInvoice,
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
