import { Type } from "typebox";

import { LIEN_STATUSES } from "../../domain/ip/lien.ts";
import { actorIn } from "../auth/plugin.ts";
import { activateLien, consentToLien, endingWithReason, enforceLien, releaseLien } from "../commands/liens/acts.ts";
import { proposeLien } from "../commands/liens/propose.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { lienFor, listLiens } from "../queries/liens.ts";
import { viewLiens } from "../queries/lienViews.ts";
import { closed, Id, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { Activation, Enforcement, Lien, LienParams, NewLien, Release } from "../schemas/lien.ts";
import { Reason } from "../schemas/servicing.ts";
import { actsOn } from "./actsOn.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "liens";
const Listing = Type.Object(
  {
    ...PageQuery,
    asset: Type.Optional(Id),
    owner: Type.Optional(Id),
    lender: Type.Optional(Id),
    status: Type.Optional(Type.Enum([...LIEN_STATUSES])),
  },
  closed,
);

/** Liens on assets: the pledge register. */
export function registerLienRoutes(app: App, context: Context): void {
  app.post(
    "/v1/liens",
    act({ tag, summary: "An owner proposes a lien on its asset", roles: ["maker"], body: NewLien }),
    async (request, reply) =>
      answerAct(context, request, reply, () => proposeLien(context, actorIn(request), request.body)),
  );
  const offer = actsOn(app, context, "/v1/liens", tag, LienParams);
  offer("consent", "An owner or the lender agrees to a lien as proposed", Nothing, consentToLien);
  offer(
    "withdrawal",
    "An owner or the lender gives up a lien that is not registered",
    Reason,
    endingWithReason("withdraw"),
  );
  offer("refusal", "The registrar records that a lien will not be registered", Reason, endingWithReason("refuse"));
  offer("activation", "The registrar records a lien's official registration", Activation, activateLien);
  offer("release", "The lender releases its lien", Release, releaseLien);
  offer("enforcement", "The registrar records that the asset was taken or sold under a lien", Enforcement, enforceLien);
  app.get(
    "/v1/liens",
    read({
      tag,
      summary: "The pledge register of the assets one may see, newest first; by asset, owner or lender",
      answer: pageOf(Lien),
      query: Listing,
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listLiens(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.id],
        view: (rows) => viewLiens(context, actorIn(request), rows),
      }),
  );
  app.get("/v1/liens/:id", read({ tag, summary: "One lien", answer: Lien, params: LienParams }), async (request) => {
    const row = await lienFor(context, actorIn(request), request.params.id);
    const [view] = await viewLiens(context, actorIn(request), [row]);
    return view;
  });
}
