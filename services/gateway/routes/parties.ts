import { Type } from "typebox";

import { possessionTypedData } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Address, EntityId } from "../../domain/brand.ts";
import { actorIn } from "../auth/plugin.ts";
import { USER_ROLES } from "../auth/actor.ts";
import { grantRole } from "../commands/grants.ts";
import { admitParty, PARTY_ROLES } from "../commands/parties.ts";
import type { Admitted } from "../commands/parties.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listParties, partyFor, viewActor } from "../queries/partyViews.ts";
import { AddressText, closed, Day, Id, IdParams, Money, PageQuery, pageOf, Text } from "../schemas/common.ts";
import { Me, Party } from "../schemas/party.ts";
import { actSchema, readSchema } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const TAG = "parties";
const PARTY_ROLE_NAMES = Object.keys(PARTY_ROLES) as (keyof typeof PARTY_ROLES)[];
const User = Type.Object(
  {
    name: Text,
    roles: Type.Array(Type.Enum([...USER_ROLES]), { minItems: 1, uniqueItems: true }),
    signer: Type.Optional(
      Type.Object(
        { address: AddressText, possession: Type.String({ pattern: "^0x[0-9a-f]{130}$" }) },
        {
          ...closed,
          description:
            "the user's own key, with its signature over the possession payload; without it the service keeps a key",
        },
      ),
    ),
  },
  closed,
);
const Admission = Type.Object(
  {
    id: Type.Optional(Id),
    name: Text,
    country: Type.String({ pattern: "^[A-Z]{2}$", description: "ISO 3166-1 alpha-2" }),
    identifiers: Type.Array(
      Type.Object(
        {
          scheme: Type.Enum(["lei", "vat", "uscc", "register", "gln"]),
          value: Type.String({ minLength: 1, maxLength: 60 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 10 },
    ),
    roles: Type.Array(Type.Enum(PARTY_ROLE_NAMES), { minItems: 1, uniqueItems: true }),
    kybValidUntil: Day,
    threshold: Type.Integer({ minimum: 1, maximum: 16, description: "signatures that an act of the party needs" }),
    users: Type.Array(User, { minItems: 1, maxItems: 16 }),
  },
  closed,
);
const Grant = Type.Object(
  { role: Type.Enum(["settlement"]), dailyCaps: Type.Array(Money, { minItems: 1, maxItems: 50 }) },
  closed,
);
const Possession = Type.Object({ party: Id, signer: AddressText }, closed);

export function registerPartyRoutes(app: App, context: Context): void {
  app.get("/v1/me", { schema: readSchema(TAG, "Who the API key belongs to", Me) }, async (request) =>
    viewActor(actorIn(request)),
  );
  app.get(
    "/v1/parties",
    { schema: { ...readSchema(TAG, "Admitted parties", pageOf(Party)), querystring: Type.Object(PageQuery, closed) } },
    async (request) =>
      pageFrom(
        request.query,
        (page) => listParties(context.db, actorIn(request), page),
        (row) => row.cursor,
        (row) => row.view,
      ),
  );
  app.get(
    "/v1/parties/:id",
    { schema: { ...readSchema(TAG, "One party", Party), params: IdParams } },
    async (request) => partyFor(context.db, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/parties/possession",
    {
      schema: {
        ...readSchema(
          TAG,
          "EIP-712 payload by which a future signer proves that it holds its key",
          Type.Object({}, { additionalProperties: true }),
        ),
        querystring: Possession,
      },
    },
    async (request) => {
      const domain = signingDomain(context.manifest, context.version.contracts.parties);
      return possessionTypedData(domain, request.query.party as EntityId, request.query.signer as Address);
    },
  );
  app.post(
    "/v1/parties",
    { schema: actSchema(TAG, "The registrar admits a party; API keys are shown in this answer only", Admission) },
    async (request, reply) => {
      let admitted: Admitted | undefined;
      const prepare = async () => {
        admitted = await admitParty(context, actorIn(request), request.body);
        return admitted.act;
      };
      return answerAct(context, request, reply, prepare, () => ({ apiKeys: admitted?.apiKeys ?? [] }));
    },
  );
  app.post(
    "/v1/parties/:id/grants",
    { schema: { ...actSchema(TAG, "The governor makes a bank a settlement bank", Grant), params: IdParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => grantRole(context, actorIn(request), request.params.id, request.body)),
  );
}
