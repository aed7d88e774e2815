import { Type } from "typebox";

import { possessionTypedData } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Address, EntityId } from "../../domain/brand.ts";
import { actorIn } from "../auth/plugin.ts";
import { grantRole } from "../commands/grants.ts";
import { admitParty } from "../commands/parties.ts";
import type { Admission } from "../commands/parties.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listParties, partyFor, viewActor, viewParty } from "../queries/partyViews.ts";
import { Grant, NewParty, PossessionQuery } from "../schemas/admission.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Admission as AdmissionAnswer } from "../schemas/operation.ts";
import { Me, Party } from "../schemas/party.ts";
import { dropUnusedKeys } from "../secrets.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, MICROSECONDS, pageFrom } from "./page.ts";

const tag = "parties";
const TypedData = Type.Object({}, { additionalProperties: true });

export function registerPartyRoutes(app: App, context: Context): void {
  app.get("/v1/me", read({ tag, summary: "Who the API key belongs to", answer: Me }), async (request) =>
    viewActor(actorIn(request)),
  );
  app.get(
    "/v1/parties",
    read({
      tag,
      summary: "Admitted parties, newest first",
      answer: pageOf(Party),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [MICROSECONDS, HEX],
        read: (page) => listParties(context.db, actorIn(request), page),
        keyOf: (row) => [row.created_at, row.id],
        view: (rows) => rows.map((row) => viewParty(row, actorIn(request))),
      }),
  );
  app.get("/v1/parties/:id", read({ tag, summary: "One party", answer: Party, params: IdParams }), async (request) =>
    viewParty(await partyFor(context.db, actorIn(request), request.params.id), actorIn(request)),
  );
  app.get(
    "/v1/parties/possession",
    read({
      tag,
      summary: "EIP-712 payload by which a future signer proves that it holds its key",
      answer: TypedData,
      query: PossessionQuery,
    }),
    async (request) => {
      const domain = signingDomain(context.manifest, context.version.contracts.parties);
      return possessionTypedData(domain, request.query.party as EntityId, request.query.signer as Address);
    },
  );
  app.post(
    "/v1/parties",
    act({
      tag,
      summary: "The registrar admits a party; API keys are shown in this answer only",
      roles: ["operator"],
      body: NewParty,
      answer: AdmissionAnswer,
    }),
    async (request, reply) => {
      let admission: Admission | undefined;
      const prepare = async () => {
        admission = await admitParty(context, request.body);
        return admission.act;
      };
      try {
        return await answerAct(context, request, reply, prepare, () => ({ apiKeys: admission?.apiKeys ?? [] }));
      } catch (error) {
        await dropUnusedKeys(context.db, admission?.madeKeys ?? []);
        throw error;
      }
    },
  );
  app.post(
    "/v1/parties/:id/grants",
    act({
      tag,
      summary: "The governor makes a bank a settlement bank",
      roles: ["maker"],
      params: IdParams,
      body: Grant,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => grantRole(context, actorIn(request), request.params.id, request.body)),
  );
}
