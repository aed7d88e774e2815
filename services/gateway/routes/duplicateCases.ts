import { Type } from "typebox";

import type { Context } from "../context.ts";
import { duplicateCase } from "../queries/duplicateCases.ts";
import { PartyRef } from "../schemas/ask.ts";
import { closed, Id, Instant, nullable } from "../schemas/common.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

const params = Type.Object(
  { number: Type.String({ pattern: "^[0-9a-f]{16}$", description: "`case` of the refusal" }) },
  closed,
);
const Case = Type.Object(
  {
    number: Type.String(),
    party: PartyRef,
    user: Type.String({ description: "who tried" }),
    receivable: nullable(Id),
    at: Instant,
  },
  closed,
);

export function registerDuplicateRoutes(app: App, context: Context): void {
  app.get(
    "/v1/duplicate-cases/:number",
    read({
      tag: "receivables",
      summary: "The registrar opens the case of an invoice that met another's claim",
      roles: ["operator"],
      answer: Case,
      params,
    }),
    async (request) => duplicateCase(context.db, request.params.number),
  );
}
