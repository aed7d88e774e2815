import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { ask, cancelAsk, take } from "../commands/market.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { askFor, listAsks, viewAsks } from "../queries/asks.ts";
import { closed, Instant, Money, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { Ask, ASK_KINDS, ASK_STATUSES, NumberParams, Offered } from "../schemas/ask.ts";
import { Buyers } from "../schemas/buyers.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "asks";
const params = NumberParams;
const Listing = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...ASK_STATUSES])),
    kind: Type.Optional(Type.Enum([...ASK_KINDS])),
  },
  closed,
);
const NewAsk = Type.Object(
  {
    ...Offered,
    amount: Money,
    price: Money,
    expiresAt: Instant,
    floor: Type.Optional(Money),
    buyers: Buyers,
  },
  closed,
);
const Taking = Type.Object({ amount: Money, limit: Money }, closed);

export function registerMarketRoutes(app: App, context: Context): void {
  app.get(
    "/v1/asks",
    read({ tag, summary: "Asks one made or may take, newest first", answer: pageOf(Ask), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listAsks(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.id],
        view: (rows) => viewAsks(context, actorIn(request), rows),
      }),
  );
  app.get("/v1/asks/:id", read({ tag, summary: "One ask", answer: Ask, params }), async (request) => {
    const actor = actorIn(request);
    const [view] = await viewAsks(context, actor, [await askFor(context, actor, request.params.id)]);
    return view;
  });
  app.post(
    "/v1/asks",
    act({ tag, summary: "Offer part of a claim, or of a loan, for a price", roles: ["maker"], body: NewAsk }),
    async (request, reply) => answerAct(context, request, reply, () => ask(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/asks/:id/takes",
    act({
      tag,
      summary: "Buy: claim and cash move in one step or not at all",
      roles: ["maker"],
      params,
      body: Taking,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => take(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/asks/:id/cancellation",
    act({ tag, summary: "Take an ask back", roles: ["maker"], params, body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => cancelAsk(context, actorIn(request), request.params.id)),
  );
}
