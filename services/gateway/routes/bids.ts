import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { acceptBid, bid, counterBid, withdrawBid } from "../commands/bids.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { bidFor, listBids, viewBids } from "../queries/bids.ts";
import { NumberParams } from "../schemas/ask.ts";
import { Bid, BID_STATUSES } from "../schemas/bid.ts";
import { closed, Instant, Money, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "bids";
const params = NumberParams;
const roles = ["maker"] as const;
const Listing = Type.Object(
  { ...PageQuery, ask: Type.Optional(params.properties.id), status: Type.Optional(Type.Enum([...BID_STATUSES])) },
  closed,
);
const NewBid = Type.Object(
  { amount: Money, price: Money, expiresAt: Type.Optional(Instant) },
  { ...closed, description: "in a round: for all of it; it stands as long as the ask where no end is given" },
);
const Accepting = Type.Object({ price: Money }, { ...closed, description: "the price that the caller agrees to" });
const Countering = Type.Object({ price: Money, expiresAt: Instant }, closed);

export function registerBidRoutes(app: App, context: Context): void {
  app.post(
    "/v1/asks/:id/bids",
    act({ tag, summary: "Bid for units of an ask, or in a round", roles, params, body: NewBid }),
    async (request, reply) =>
      answerAct(context, request, reply, () => bid(context, actorIn(request), request.params.id, request.body)),
  );
  app.get(
    "/v1/bids",
    read({ tag, summary: "Bids one made or received, newest first", answer: pageOf(Bid), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listBids(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.id],
        view: (rows) => viewBids(context, rows),
      }),
  );
  app.get("/v1/bids/:id", read({ tag, summary: "One bid", answer: Bid, params }), async (request) => {
    const [view] = await viewBids(context, [await bidFor(context, actorIn(request), request.params.id)]);
    return view;
  });
  app.post(
    "/v1/bids/:id/acceptance",
    act({
      tag,
      summary: "Accept a bid, or as its bidder the counter-offer: claim and cash move in one step or not at all",
      roles,
      params,
      body: Accepting,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => acceptBid(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/bids/:id/counter-offer",
    act({ tag, summary: "Name one's own price to one bidder", roles, params, body: Countering }),
    async (request, reply) =>
      answerAct(context, request, reply, () => counterBid(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/bids/:id/cancellation",
    act({ tag, summary: "Take a bid back; in a round before its deadline", roles, params, body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => withdrawBid(context, actorIn(request), request.params.id)),
  );
}
