import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { auditReportOf } from "../queries/auditReports.ts";
import { Problem } from "../problems/problem.ts";
import { keptProof } from "../queries/checkpoints.ts";
import { proofOf, trustFile } from "../queries/proofs.ts";
import type { Shown } from "../queries/proofs.ts";
import { KIND_OF, PROOF_SUBJECTS } from "../queries/proofSubjects.ts";
import type { SubjectName } from "../queries/proofSubjects.ts";
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
const receipts = Type.Optional(
  Type.Enum(["all"], {
    description:
      "show each event in the receipts of its block, which proves when it happened; for operators and auditors",
  }),
);
const fields = Type.Optional(
  Type.String({
    maxLength: 4_000,
    pattern: "^[^,]+(,[^,]+)*$",
    description: "paths of the document's fields to disclose, with commas between them",
    examples: ["number,issueDate,payable"],
  }),
);
const attestations = Type.Optional(
  Type.Enum(["fields"], { description: "show the fields of attestations about it, each proven against the ledger" }),
);
const checkpoint = Type.Optional(
  Type.String({
    pattern: "^\\d{1,18}$",
    description: "the bundle that was kept by this checkpoint, without names and fields, instead of a fresh one",
  }),
);
const DocumentShown = { fields, receipts, attestations };
const PartyShown = { receipts, attestations };
/** Whose documents are not kept here. */
const WITHOUT_DOCUMENT: ReadonlySet<SubjectName> = new Set(["parties", "facilities"]);

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
  for (const name of Object.keys(PROOF_SUBJECTS) as SubjectName[]) registerSubject(app, context, name);
}

function registerSubject(app: App, context: Context, name: SubjectName): void {
  const kind = KIND_OF[name];
  const query = WITHOUT_DOCUMENT.has(name) ? PartyShown : DocumentShown;
  app.get(
    `/v1/proofs/${name}/:id/report`,
    read({
      tag,
      summary: `A fresh bundle of a ${kind}, verified: a page to print, with the verdicts and a QR code of the bundle's hash`,
      answer: Type.String(),
      params: IdParams,
      query: Type.Object(query, closed),
      as: "text/html",
    }),
    async (request, reply) => {
      const page = await auditReportOf(context, actorIn(request), name, request.params.id, shownIn(request.query));
      return reply.type("text/html; charset=utf-8").send(page);
    },
  );
  app.get(
    `/v1/proofs/${name}/:id`,
    read({
      tag,
      summary: `The proof bundle of a ${kind} as of the last block: checked offline by tallystick-verify.mjs`,
      answer: Bundle,
      params: IdParams,
      query: Type.Object({ ...query, checkpoint }, closed),
    }),
    async (request, reply) => {
      const { id } = request.params;
      const { checkpoint: number, ...shown } = request.query as Query & { checkpoint?: string };
      if (number !== undefined && Object.keys(shown).length > 0)
        throw new Problem("invalid-field", {
          detail: "a kept bundle shows no fields or receipts",
          field: "/checkpoint",
        });
      const bundle = await (number === undefined
        ? proofOf(context, actorIn(request), name, id, shownIn(shown))
        : keptProof(context, actorIn(request), name, id, number));
      return reply
        .type("application/json")
        .header("Content-Disposition", `attachment; filename="${kind}-${id.slice(2, 10)}.proof.json"`)
        .send(bundle);
    },
  );
}

interface Query {
  readonly fields?: string;
  readonly receipts?: string;
  readonly attestations?: string;
}

const shownIn = ({ fields, receipts, attestations }: Query): Shown => ({
  paths: fields?.split(",") ?? [],
  receipts: receipts === "all",
  attested: attestations === "fields",
});
