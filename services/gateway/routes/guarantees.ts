import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import {
  acceptShare,
  demandCover,
  fundReserve,
  offerGuarantee,
  payCover,
  payPremium,
  recoverCover,
  releaseReserve,
} from "../commands/guarantees.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { guaranteeFor, guaranteesBorneBy, listGuarantees } from "../queries/guarantees.ts";
import { exposureOf, viewGuarantees } from "../queries/guaranteeViews.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import {
  Exposure,
  Guarantee,
  NewAcceptance,
  NewDemand,
  NewGuarantee,
  NewReserve,
  OfShare,
} from "../schemas/guarantee.ts";
import { actsOn } from "./actsOn.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";

const tag = "guarantees";
const Listing = Type.Object(
  {
    ...PageQuery,
    role: Type.Optional(
      Type.Enum(["arranger", "guarantor"], { description: "only those in which one's party is this" }),
    ),
  },
  closed,
);

/** Cover of what a debtor or a borrower does not pay, in layers. */
export function registerGuaranteeRoutes(app: App, context: Context): void {
  const offer = actsOn(app, context, "/v1/guarantees", tag, IdParams);
  app.post(
    "/v1/guarantees",
    act({ tag, summary: "Offer the layers of a guarantee to guarantors", roles: ["maker"], body: NewGuarantee }),
    async (request, reply) =>
      answerAct(context, request, reply, () => offerGuarantee(context, actorIn(request), request.body)),
  );
  offer(
    "acceptances",
    "A guarantor accepts its share of these terms and sets its reserve aside",
    NewAcceptance,
    acceptShare,
  );
  offer("premiums", "The arranger pays a guarantor's premium, until the due date", OfShare, payPremium);
  offer("reserves", "A guarantor adds to its reserve", NewReserve, fundReserve);
  offer("releases", "A guarantor takes back what it can no longer be asked for", OfShare, releaseReserve);
  offer(
    "demand",
    "A holder, or a facility's agent, demands cover once the debtor is in default",
    NewDemand,
    demandCover,
  );
  offer("payments", "Pay what a share owes out of its reserve, to the holders; anybody may", OfShare, payCover);
  offer("recoveries", "Pay a guarantor what came back for it; anybody may", OfShare, recoverCover);
  app.get(
    "/v1/guarantees",
    read({
      tag,
      summary: "Guarantees that concern one, the last offered first",
      answer: pageOf(Guarantee),
      query: Listing,
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX],
        read: (page) => listGuarantees(context, actorIn(request), page, request.query),
        keyOf: ({ guarantee }) => [guarantee.offered_block, guarantee.subject],
        view: (rows) => viewGuarantees(context, actorIn(request), rows),
      }),
  );
  app.get(
    "/v1/guarantees/exposure",
    read({ tag, summary: "A guarantor's exposure by currency and layer", answer: Exposure }),
    async (request) => exposureOf(context, actorIn(request), await guaranteesBorneBy(context, actorIn(request))),
  );
  app.get(
    "/v1/guarantees/:id",
    read({ tag, summary: "The guarantee of a receivable or a facility", answer: Guarantee, params: IdParams }),
    async (request) => {
      const actor = actorIn(request);
      const [view] = await viewGuarantees(context, actor, [await guaranteeFor(context, actor, request.params.id)]);
      return view;
    },
  );
}
