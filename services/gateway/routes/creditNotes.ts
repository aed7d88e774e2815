import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { postCreditNote } from "../commands/creditNotes.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { creditNotesOf } from "../queries/creditNotes.ts";
import { noteDocumentFor } from "../queries/invoices.ts";
import { IdParams } from "../schemas/common.ts";
import { CreditNotes, NoteParams, SuppliedWithNote } from "../schemas/creditNote.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { DocumentBody, documentIn, documentOptions, withDocuments } from "./documentBodies.ts";
import { sendDocument } from "./sendDocument.ts";

const tag = "servicing";

/** Credit notes as documents. */
export function registerCreditNoteRoutes(app: App, context: Context): void {
  withDocuments(app, (scope) => {
    scope.post(
      "/v1/credit-notes",
      {
        ...act({
          tag,
          summary:
            "The seller hands in a credit note: it finds the claim of the invoice that it names, for the debtor to accept",
          roles: ["maker"],
          body: DocumentBody,
          query: SuppliedWithNote,
        }),
        ...documentOptions(app),
      },
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          postCreditNote(context, actorIn(request), documentIn(request), request.query),
        ),
    );
  });
  app.get(
    "/v1/receivables/:id/credit-notes",
    read({ tag, summary: "Credit notes of a claim and what became of them", answer: CreditNotes, params: IdParams }),
    async (request) => creditNotesOf(context, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/receivables/:id/credit-notes/:root/document",
    read({
      tag,
      summary: "A credit note as it was handed in, for seller and debtor",
      answer: Type.String({ description: "the document's bytes, as they were handed in" }),
      params: NoteParams,
      as: "application/octet-stream",
    }),
    async (request, reply) => {
      const { id, root } = request.params;
      return sendDocument(reply, "credit-note", await noteDocumentFor(context, actorIn(request), id, root));
    },
  );
}
