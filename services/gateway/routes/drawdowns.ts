import type { Static, TSchema } from "typebox";

import { parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import { actorIn } from "../auth/plugin.ts";
import {
  closeDraw,
  fundDraw,
  reclaimDraw,
  redeemDrawdown,
  transferDrawdown,
  withdrawDrawdown,
} from "../commands/drawdowns.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import type { Act } from "../operations/submit.ts";
import { drawdownFor } from "../queries/drawdowns.ts";
import { viewDrawdown } from "../queries/drawdownViews.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { AsOf, Drawdown, ReclaimFor, UnitsTransfer } from "../schemas/facility.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "drawdowns";

/** One loan under a facility, and the units of it that lenders hold. */
export function registerDrawdownRoutes(app: App, context: Context): void {
  const offer = <B extends TSchema>(
    path: string,
    summary: string,
    body: B,
    command: (context: Context, actor: Actor, id: string, body: Static<B>) => Promise<Act>,
  ): void => {
    app.post(
      `/v1/drawdowns/:id/${path}`,
      act({ tag, summary, roles: ["maker"], params: IdParams, body }),
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          command(context, actorIn(request), request.params.id, request.body as Static<B>),
        ),
    );
  };
  offer("fundings", "A lender pays in its share of what was requested", Nothing, fundDraw);
  offer("closing", "End the request: lend what was paid in, or let the lenders take it back", Nothing, closeDraw);
  offer("reclaims", "Give a lender back what it paid in and was not lent", ReclaimFor, reclaimDraw);
  offer("transfers", "Assign units, with all interest that is unpaid on them", UnitsTransfer, transferDrawdown);
  offer("withdrawals", "Be paid what is due on one's units", Nothing, withdrawDrawdown);
  offer("redemptions", "Be paid out and give the units back, once the loan is repaid", Nothing, redeemDrawdown);
  app.get(
    "/v1/drawdowns/:id",
    read({
      tag,
      summary: "One loan, and what is owed on it as of a day",
      answer: Drawdown,
      params: IdParams,
      query: AsOf,
    }),
    async (request) => {
      const actor = actorIn(request);
      const { asOf } = request.query;
      const drawdown = await drawdownFor(context, actor, request.params.id);
      return viewDrawdown(context, actor, drawdown, asOf === undefined ? undefined : parseDate(asOf, "/asOf"));
    },
  );
}
