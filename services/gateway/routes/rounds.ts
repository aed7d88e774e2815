import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { closeRound, openRound } from "../commands/market.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { NumberParams, Offered } from "../schemas/ask.ts";
import { closed, Instant, Money, Nothing } from "../schemas/common.ts";
import { Buyers } from "../schemas/buyers.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";

const tag = "asks";
const NewRound = Type.Object(
  {
    ...Offered,
    amount: Money,
    floor: Type.Unsafe<{ currency: string; amount: string }>({
      ...Type.Ref("Money"),
      description: "least price for all of the amount",
    }),
    deadline: Instant,
    expiresAt: Instant,
    buyers: Buyers,
  },
  { ...closed, description: "bids are heard until the deadline; from then to its end anyone may close the round" },
);

export function registerRoundRoutes(app: App, context: Context): void {
  app.post(
    "/v1/rounds",
    act({
      tag,
      summary: "Offer part of a claim, or of a loan, to whoever bids most until a deadline",
      roles: ["maker"],
      body: NewRound,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => openRound(context, actorIn(request), request.body)),
  );
  app.post(
    "/v1/asks/:id/closure",
    act({
      tag,
      summary: "Close a round: the best bid that can be paid takes it",
      roles: ["maker"],
      params: NumberParams,
      body: Nothing,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => closeRound(context, actorIn(request), request.params.id)),
  );
}
