import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { claimFor } from "../queries/claims.ts";
import { documentFor } from "../queries/invoices.ts";
import { provenanceOf } from "../queries/provenance.ts";
import { listReceivables } from "../queries/receivableList.ts";
import { viewReceivables } from "../queries/receivables.ts";
import { closed, IdParams, PageQuery, pageOf, textOf } from "../schemas/common.ts";
import { CLAIM_STATUSES, Provenance, Receivable } from "../schemas/receivable.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";
import { sendDocument } from "./sendDocument.ts";

const tag = "receivables";
const Listing = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...CLAIM_STATUSES])),
    role: Type.Optional(
      Type.Enum(["seller", "debtor", "holder"], { description: "only claims in which one's party is this" }),
    ),
    taxonomy: Type.Optional(textOf(140, "only claims with a green label of this taxonomy that holds now")),
    activity: Type.Optional(textOf(140, "only claims with a green label for this activity that holds now")),
  },
  closed,
);
const Bytes = Type.String({ description: "the document's bytes, as they were handed in" });

/** What can be read of claims. */
export function registerReceivableReads(app: App, context: Context): void {
  app.get(
    "/v1/receivables",
    read({ tag, summary: "Claims one may see, newest first", answer: pageOf(Receivable), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX],
        read: (page) => listReceivables(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.registered_block, row.id],
        view: (rows) => viewReceivables(context, actorIn(request), rows),
      }),
  );
  app.get(
    "/v1/receivables/:id",
    read({ tag, summary: "One claim", answer: Receivable, params: IdParams }),
    async (request) => {
      const claim = await claimFor(context, actorIn(request), request.params.id);
      const [view] = await viewReceivables(context, actorIn(request), [claim]);
      return view;
    },
  );
  app.get(
    "/v1/receivables/:id/document",
    read({
      tag,
      summary: "The invoice behind a claim as it was handed in, for its seller and its debtor",
      answer: Bytes,
      params: IdParams,
      as: "application/octet-stream",
    }),
    async (request, reply) =>
      sendDocument(reply, "invoice", await documentFor(context, actorIn(request), request.params.id)),
  );
  app.get(
    "/v1/receivables/:id/provenance",
    read({ tag, summary: "Everything that happened to a claim, in order", answer: Provenance, params: IdParams }),
    async (request) => provenanceOf(context, actorIn(request), request.params.id),
  );
}
