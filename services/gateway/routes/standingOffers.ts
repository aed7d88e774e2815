import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { entrustSales, makeOffer, takeOffer, withdrawOffer } from "../commands/standingOffers.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listOffers, offerFor, quoteOn, viewOffers } from "../queries/standingOffers.ts";
import { NumberParams } from "../schemas/ask.ts";
import { closed, Id, Instant, Money, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { OFFER_DAY_COUNTS, OFFER_STATUSES, StandingOffer, StandingQuote } from "../schemas/standingOffer.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "standing-offers";
const params = NumberParams;
const roles = ["maker"] as const;
const Listing = Type.Object({ ...PageQuery, status: Type.Optional(Type.Enum([...OFFER_STATUSES])) }, closed);
const NewOffer = Type.Object(
  {
    seller: Type.Optional(Id),
    debtor: Type.Optional(Id),
    limit: Money,
    rateBps: Type.Integer({ minimum: 0, maximum: 65_535, description: "annual, on face: 450 is 4.5 %" }),
    dayCount: Type.Enum([...OFFER_DAY_COUNTS]),
    maxDays: Type.Integer({ minimum: 1, maximum: 65_535 }),
    until: Instant,
  },
  { ...closed, description: "on acknowledged claims of the seller, on the debtor, or both" },
);
const Selling = Type.Object({ receivable: Id, amount: Money, least: Money }, closed);
const Entrusting = Type.Object({ entrusted: Type.Boolean() }, closed);
const Asking = Type.Object({ receivable: Id, amount: Money }, closed);

export function registerStandingOfferRoutes(app: App, context: Context): void {
  app.get(
    "/v1/standing-offers",
    read({ tag, summary: "Offers one made, or may take, newest first", answer: pageOf(StandingOffer), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listOffers(context, actorIn(request), page, request.query.status),
        keyOf: (row) => [row.id],
        view: (rows) => viewOffers(context, rows),
      }),
  );
  app.get(
    "/v1/standing-offers/:id",
    read({ tag, summary: "One standing offer", answer: StandingOffer, params }),
    async (request) => {
      const [view] = await viewOffers(context, [await offerFor(context, actorIn(request), request.params.id)]);
      return view;
    },
  );
  app.post(
    "/v1/standing-offers",
    act({ tag, summary: "Sign beforehand: buy at a rate, up to a limit, until a date", roles, body: NewOffer }),
    async (request, reply) =>
      answerAct(context, request, reply, () => makeOffer(context, actorIn(request), request.body)),
  );
  const quoting = read({
    tag,
    summary: "What it pays for part of a claim now. Stores nothing",
    answer: StandingQuote,
    params,
  });
  app.post(
    "/v1/standing-offers/:id/quotes",
    { config: quoting.config, schema: { ...quoting.schema, body: Asking } },
    async (request) => quoteOn(context, actorIn(request), request.params.id, request.body),
  );
  app.post(
    "/v1/standing-offers/:id/sales",
    act({
      tag,
      summary: "Sell at the offer's price: claim and cash move in one step or not at all",
      roles,
      params,
      body: Selling,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => takeOffer(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/standing-offers/:id/entrustment",
    act({
      tag,
      summary: "Have one's own claims sold to it whole, at its price, as soon as they are acknowledged; or no longer",
      roles,
      params,
      body: Entrusting,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        entrustSales(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/v1/standing-offers/:id/cancellation",
    act({ tag, summary: "Withdraw a standing offer", roles, params, body: Nothing }),
    async (request, reply) =>
      answerAct(context, request, reply, () => withdrawOffer(context, actorIn(request), request.params.id)),
  );
}
