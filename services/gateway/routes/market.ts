import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { ask, cancelAsk, take } from "../commands/market.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { askFor, listAsks } from "../queries/asks.ts";
import { viewAsk } from "../queries/viewAsk.ts";
import { closed, Id, Instant, Money, PageQuery, pageOf } from "../schemas/common.ts";
import { Ask, ASK_STATUSES } from "../schemas/ask.ts";
import { actSchema, readSchema } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const TAG = "asks";
const AskParams = Type.Object({ id: Type.String({ pattern: "^[1-9]\\d{0,17}$" }) }, closed);
const Listing = Type.Object({ ...PageQuery, status: Type.Optional(Type.Enum([...ASK_STATUSES])) }, closed);
const NewAsk = Type.Object(
  {
    receivable: Id,
    amount: Money,
    price: Money,
    expiresAt: Instant,
    buyers: Type.Optional(
      Type.Array(Id, {
        maxItems: 50,
        uniqueItems: true,
        description: "who may take it; nobody named: every financier",
      }),
    ),
  },
  closed,
);
const Taking = Type.Object({ amount: Money, limit: Money }, closed);

export function registerMarketRoutes(app: App, context: Context): void {
  app.get(
    "/v1/asks",
    { schema: { ...readSchema(TAG, "Asks one made or may take, newest first", pageOf(Ask)), querystring: Listing } },
    async (request) =>
      pageFrom(
        request.query,
        (page) => listAsks(context.db, actorIn(request), { ...page, status: request.query.status }),
        (row) => String(row.id),
        (row) => viewAsk(context.db, row),
      ),
  );
  app.get("/v1/asks/:id", { schema: { ...readSchema(TAG, "One ask", Ask), params: AskParams } }, async (request) =>
    viewAsk(context.db, await askFor(context.db, actorIn(request), request.params.id)),
  );
  app.post(
    "/v1/asks",
    { schema: actSchema(TAG, "Offer part of a claim for a price", NewAsk) },
    async (request, reply) => answerAct(context, request, reply, () => ask(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/asks/:id/takes",
    { schema: { ...actSchema(TAG, "Buy: claim and cash move in one step or not at all", Taking), params: AskParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => take(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/asks/:id/cancellation",
    { schema: { ...actSchema(TAG, "Take an ask back", Type.Object({}, closed)), params: AskParams } },
    async (request, reply) =>
      answerAct(context, request, reply, () => cancelAsk(context, actorIn(request), request.params.id)),
  );
}
