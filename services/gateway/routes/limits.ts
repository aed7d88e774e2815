import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { liftLimit, recount, setLimit } from "../commands/limits.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listLimits, viewLimits } from "../queries/limits.ts";
import { Offered } from "../schemas/ask.ts";
import { closed, Id, Money, PageQuery, pageOf } from "../schemas/common.ts";
import { Limit, LIMIT_SUBJECTS } from "../schemas/limit.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, pageFrom } from "./page.ts";

const tag = "limits";
const roles = ["maker"] as const;
const of = { subject: Type.Enum([...LIMIT_SUBJECTS]), party: Id };
const Setting = Type.Object({ ...of, limit: Money }, closed);
const Lifting = Type.Object({ ...of, currency: Type.String({ pattern: "^[A-Z]{3}$" }) }, closed);
const Counting = Type.Object(Offered, closed);

export function registerLimitRoutes(app: App, context: Context): void {
  app.get(
    "/v1/limits",
    read({
      tag,
      summary: "One's own limits: used, planned, available",
      answer: pageOf(Limit),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [/^(seller|debtor)$/, HEX, /^[A-Z]{3}$/],
        read: (page) => listLimits(context, actorIn(request), page),
        keyOf: ({ subject, party, currency }) => [subject, party, currency],
        view: (rows) => viewLimits(context, rows),
      }),
  );
  app.post(
    "/v1/limits",
    act({
      tag,
      summary: "Limit what one buys of a seller's claims, or of claims on a debtor and loans to it",
      roles,
      body: Setting,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => setLimit(context, actorIn(request), request.body)),
  );
  app.post("/v1/limits/removals", act({ tag, summary: "Lift a limit", roles, body: Lifting }), async (request, reply) =>
    answerAct(context, request, reply, () => liftLimit(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/limits/recounts",
    act({
      tag,
      summary: "Count what one holds of a claim or a loan by what is still owed on it",
      roles,
      body: Counting,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => recount(context, actorIn(request), request.body)),
  );
}
