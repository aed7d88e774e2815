import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { disclose, disclosedPackage, revokeDisclosure } from "../commands/disclosures.ts";
import type { Context } from "../context.ts";
import { accessLogFor, disclosureFor, disclosuresOf, viewDisclosure } from "../queries/disclosures.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { AccessLog, Disclosure, DisclosureList, NewDisclosure } from "../schemas/disclosure.ts";
import { read, withKey } from "./app.ts";
import type { App } from "./app.ts";

const tag = "disclosures";
const roles = ["maker"] as const;
const params = IdParams;
const Package = Type.Object(
  { format: Type.String(), kind: Type.String() },
  { additionalProperties: true, description: "a proof bundle, see services/auditor/README.md" },
);

/** Fields of an invoice that one party shows another, and who looked at them. */
export function registerDisclosureRoutes(app: App, context: Context): void {
  app.post(
    "/v1/disclosures",
    withKey({
      tag,
      summary: "Show fields of a claim's invoice to another party, until it is revoked",
      roles,
      body: NewDisclosure,
      answer: Disclosure,
    }),
    async (request) => disclose(context, actorIn(request), request.body, request.headers["idempotency-key"]),
  );
  app.get(
    "/v1/disclosures",
    read({ tag, summary: "Disclosures that one's party gave or was given, newest first", answer: DisclosureList }),
    async (request) => disclosuresOf(context.db, actorIn(request)),
  );
  app.get(
    "/v1/disclosures/:id",
    read({ tag, summary: "One disclosure", answer: Disclosure, params }),
    async (request) => viewDisclosure(await disclosureFor(context.db, actorIn(request), request.params.id)),
  );
  app.get(
    "/v1/disclosures/:id/package",
    read({
      tag,
      summary: "The claim's proof bundle with the disclosed fields, for the recipient. Each time is put down",
      answer: Package,
      params,
    }),
    async (request, reply) =>
      reply.type("application/json").send(await disclosedPackage(context, actorIn(request), request.params.id)),
  );
  app.get(
    "/v1/disclosures/:id/accesses",
    read({ tag, summary: "Who was shown what and when, for whoever disclosed it", answer: AccessLog, params }),
    async (request) => accessLogFor(context.db, actorIn(request), request.params.id),
  );
  app.post(
    "/v1/disclosures/:id/revocation",
    withKey({
      tag,
      summary: "Revoke a disclosure: its recipient is shown nothing more",
      roles,
      params,
      body: Nothing,
      answer: Disclosure,
    }),
    async (request) => revokeDisclosure(context, actorIn(request), request.params.id),
  );
}
