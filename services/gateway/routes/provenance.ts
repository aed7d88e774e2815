import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { claimOfFile } from "../queries/filesByHash.ts";
import { provenanceGraph } from "../queries/provenanceGraph.ts";
import { provenanceTable } from "../queries/provenanceTable.ts";
import { IdParams } from "../schemas/common.ts";
import { FileOfClaim, FileParams, ProvenanceGraph } from "../schemas/provenance.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "provenance";
const Table = Type.String({ description: "one row for each event; what a spreadsheet would compute is text" });

/** Where a claim comes from and where it went, as far as one may see it. */
export function registerProvenanceRoutes(app: App, context: Context): void {
  app.get(
    "/v1/provenance/receivables/:id",
    read({
      tag,
      summary: "A claim's provenance as a graph of document, parties, units and money, with its timeline",
      answer: ProvenanceGraph,
      params: IdParams,
    }),
    async (request) => provenanceGraph(context, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/provenance/receivables/:id/timeline",
    read({ tag, summary: "A claim's timeline as CSV", answer: Table, params: IdParams, as: "text/csv" }),
    async (request, reply) =>
      reply
        .type("text/csv; charset=utf-8")
        .header("Content-Disposition", `attachment; filename="claim-${request.params.id.slice(2, 10)}.csv"`)
        .send(await provenanceTable(context, actorIn(request), request.params.id)),
  );
  app.get(
    "/v1/provenance/files/:sha256",
    read({ tag, summary: "Which claim a file belongs to, by its SHA-256", answer: FileOfClaim, params: FileParams }),
    async (request) => claimOfFile(context, actorIn(request), request.params.sha256),
  );
}
