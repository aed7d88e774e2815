import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { proposeCorrection } from "../commands/corrections.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { correctionFor } from "../queries/invoices.ts";
import { IdParams } from "../schemas/common.ts";
import { SuppliedWithInvoice } from "../schemas/receivableActs.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { DocumentBody, documentIn, documentOptions, withDocuments } from "./documentBodies.ts";
import { sendDocument } from "./sendDocument.ts";

const tag = "servicing";

/** Invoices that take the place of those that claims were registered with. */
export function registerCorrectionRoutes(app: App, context: Context): void {
  withDocuments(app, (scope) => {
    scope.post(
      "/v1/receivables/:id/correction",
      {
        ...act({
          tag,
          summary:
            "The seller hands in the corrected invoice, while it holds all and nothing is paid; the debtor accepts the amendment",
          roles: ["maker"],
          params: IdParams,
          body: DocumentBody,
          query: SuppliedWithInvoice,
        }),
        ...documentOptions(app),
      },
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          proposeCorrection(context, actorIn(request), request.params.id, documentIn(request), request.query),
        ),
    );
  });
  app.get(
    "/v1/receivables/:id/amendment/document",
    read({
      tag,
      summary: "The corrected invoice as it was handed in, for seller and debtor, while it waits to be accepted",
      answer: Type.String({ description: "the document's bytes, as they were handed in" }),
      params: IdParams,
      as: "application/octet-stream",
    }),
    async (request, reply) =>
      sendDocument(reply, "correction", await correctionFor(context, actorIn(request), request.params.id)),
  );
}
