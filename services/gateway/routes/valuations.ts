import { actorIn } from "../auth/plugin.ts";
import { revokeValuation, valueAsset } from "../commands/assets/valuations.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { valuationsOf } from "../queries/valuations.ts";
import { IdParams } from "../schemas/common.ts";
import { Reason } from "../schemas/servicing.ts";
import { AsOfQuery, NewValuation, ValuationParams, Valuations } from "../schemas/valuation.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "assets";

/** What appraisers say that assets are worth. */
export function registerValuationRoutes(app: App, context: Context): void {
  app.post(
    "/v1/assets/:id/valuations",
    act({ tag, summary: "An appraiser values the asset", roles: ["maker"], params: IdParams, body: NewValuation }),
    async (request, reply) =>
      answerAct(context, request, reply, () => valueAsset(context, actorIn(request), request.params.id, request.body)),
  );
  app.get(
    "/v1/assets/:id/valuations",
    read({
      tag,
      summary: "What the asset was said to be worth by an instant, and what of it counts",
      answer: Valuations,
      params: IdParams,
      query: AsOfQuery,
    }),
    async (request) => valuationsOf(context, actorIn(request), request.params.id, request.query),
  );
  app.post(
    "/v1/assets/:id/valuations/:valuation/revocation",
    act({
      tag,
      summary: "Its appraiser withdraws a valuation, or the registrar strikes it",
      roles: ["maker", "operator"],
      params: ValuationParams,
      body: Reason,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        revokeValuation(context, actorIn(request), request.params, request.body),
      ),
  );
}
