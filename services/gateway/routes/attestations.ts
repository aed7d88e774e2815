import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { attest, revoke } from "../commands/attestations.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { attestationFor, listAttestations, viewAttestations } from "../queries/attestations.ts";
import { Attestation, ATTESTATION_KINDS, ATTESTATION_STATES, NewAttestation } from "../schemas/attestation.ts";
import { closed, Id, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Reason } from "../schemas/servicing.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";

const tag = "attestations";
const Listing = Type.Object(
  {
    ...PageQuery,
    receivable: Type.Optional(Id),
    asset: Type.Optional(Id),
    party: Type.Optional(Id),
    issuer: Type.Optional(Id),
    kind: Type.Optional(Type.Enum([...ATTESTATION_KINDS])),
    state: Type.Optional(Type.Enum([...ATTESTATION_STATES])),
  },
  closed,
);

/** Statements of appraisers, auditors and the registrar. */
export function registerAttestationRoutes(app: App, context: Context): void {
  app.get(
    "/v1/attestations",
    read({
      tag,
      summary:
        "Statements one made, that are about one's party, or about claims and assets that concern it. Newest first",
      answer: pageOf(Attestation),
      query: Listing,
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX],
        read: (page) => listAttestations(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.attested_block, row.id],
        view: (rows) => viewAttestations(context, rows),
      }),
  );
  app.get(
    "/v1/attestations/:id",
    read({ tag, summary: "One statement", answer: Attestation, params: IdParams }),
    async (request) => {
      const row = await attestationFor(context, actorIn(request), request.params.id);
      const [view] = await viewAttestations(context, [row]);
      return view;
    },
  );
  app.post(
    "/v1/attestations",
    act({
      tag,
      summary:
        "A qualified party states something: a valuation, a registration, a green label, a report, a verification",
      roles: ["maker", "operator"],
      body: NewAttestation,
    }),
    async (request, reply) => answerAct(context, request, reply, () => attest(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/attestations/:id/revocation",
    act({
      tag,
      summary: "The issuer withdraws its statement, or the registrar strikes it",
      roles: ["maker", "operator"],
      params: IdParams,
      body: Reason,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => revoke(context, actorIn(request), request.params.id, request.body)),
  );
}
