import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { auditReportOf } from "../queries/auditReports.ts";
import { proofOf, trustFile } from "../queries/proofs.ts";
import { closed, IdParams } from "../schemas/common.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "proofs";
const Bundle = Type.Object(
  { format: Type.String(), kind: Type.String() },
  { additionalProperties: true, description: "as services/auditor/README.md describes it; keep the bytes as they are" },
);
const TrustFile = Type.Object(
  { format: Type.String(), network: Type.Object({}, { additionalProperties: true }) },
  { additionalProperties: true, description: "as services/auditor/README.md describes it" },
);
const Fields = Type.Object(
  {
    fields: Type.Optional(
      Type.String({
        maxLength: 4_000,
        pattern: "^[^,]+(,[^,]+)*$",
        description: "paths of the invoice's fields to disclose, with commas between them",
        examples: ["number,issueDate,payable"],
      }),
    ),
  },
  closed,
);

/** What is taken away and checked elsewhere. */
export function registerProofRoutes(app: App, context: Context): void {
  app.get(
    "/v1/proofs/trust",
    read({
      tag,
      summary: "What a verifier has to believe of this network beforehand: its trust file",
      answer: TrustFile,
    }),
    async (_request, reply) => reply.type("application/json").send(JSON.stringify(await trustFile(context))),
  );
  app.get(
    "/v1/proofs/receivables/:id/report",
    read({
      tag,
      summary:
        "A fresh bundle of a claim, verified: a page to print, with the verdicts and a QR code of the bundle's hash",
      answer: Type.String(),
      params: IdParams,
      query: Fields,
      as: "text/html",
    }),
    async (request, reply) => {
      const paths = request.query.fields?.split(",") ?? [];
      const page = await auditReportOf(context, actorIn(request), request.params.id, paths);
      return reply.type("text/html; charset=utf-8").send(page);
    },
  );
  app.get(
    "/v1/proofs/receivables/:id",
    read({
      tag,
      summary: "A claim's proof bundle as of the last block: checked offline by tallystick-verify.mjs",
      answer: Bundle,
      params: IdParams,
      query: Fields,
    }),
    async (request, reply) => {
      const { id } = request.params;
      const bundle = await proofOf(context, actorIn(request), id, request.query.fields?.split(",") ?? []);
      return reply
        .type("application/json")
        .header("Content-Disposition", `attachment; filename="claim-${id.slice(2, 10)}.proof.json"`)
        .send(bundle);
    },
  );
}
