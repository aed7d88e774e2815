import type { Static, TSchema } from "typebox";
import { Type } from "typebox";

import type { Actor } from "../auth/actor.ts";
import { actorIn } from "../auth/plugin.ts";
import { bidSealed, demandProceeds, openBid, openSale, payKept, settleSale } from "../commands/sales.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import type { Act } from "../operations/submit.ts";
import { listSales, saleFor } from "../queries/sales.ts";
import { viewSales } from "../queries/saleViews.ts";
import { closed, Id, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import {
  KeptFor,
  NewDemand,
  NewSale,
  NewSealedBid,
  Opening,
  Sale,
  SALE_STATUSES,
  SaleParams,
} from "../schemas/sale.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "sales";
const Listing = Type.Object(
  { ...PageQuery, asset: Type.Optional(Id), status: Type.Optional(Type.Enum([...SALE_STATUSES])) },
  closed,
);

/** Sales of assets under a lien, by sealed bids. */
export function registerSaleRoutes(app: App, context: Context): void {
  app.post(
    "/v1/sales",
    act({
      tag,
      summary: "The lender of a lien whose debt is in default puts the asset up for sale",
      roles: ["maker"],
      body: NewSale,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => openSale(context, actorIn(request), request.body)),
  );
  const offer = <B extends TSchema>(
    path: string,
    summary: string,
    body: B,
    command: (context: Context, actor: Actor, id: string, body: Static<B>) => Promise<Act>,
  ): void => {
    app.post(
      `/v1/sales/:id/${path}`,
      act({ tag, summary, roles: ["maker"], params: SaleParams, body }),
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          command(context, actorIn(request), request.params.id, request.body as Static<B>),
        ),
    );
  };
  offer("demands", "The lender of a lien behind says what it is owed", NewDemand, demandProceeds);
  offer("bids", "Bid, sealed, once", NewSealedBid, bidSealed);
  offer("openings", "Open one's bid; the best so far is paid in", Opening, openBid);
  offer("settlement", "End a sale whose bids are opened; anybody may", Nothing, settleSale);
  offer("payouts", "Pay a party what could not be paid to it while it was frozen; anybody may", KeptFor, payKept);
  app.get(
    "/v1/sales",
    read({ tag, summary: "Sales of assets under a lien, newest first", answer: pageOf(Sale), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listSales(context, page, request.query),
        keyOf: (row) => [row.id],
        view: (rows) => viewSales(context, actorIn(request), rows),
      }),
  );
  app.get("/v1/sales/:id", read({ tag, summary: "One sale", answer: Sale, params: SaleParams }), async (request) => {
    const [view] = await viewSales(context, actorIn(request), [await saleFor(context, request.params.id)]);
    return view;
  });
}
