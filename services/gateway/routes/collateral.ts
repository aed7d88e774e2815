import { actorIn } from "../auth/plugin.ts";
import { attachCollateral } from "../commands/collateral.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { collateralOf } from "../queries/collateral.ts";
import { Collateral, NewCollateral } from "../schemas/collateral.ts";
import { IdParams } from "../schemas/common.ts";
import { AsOfQuery } from "../schemas/valuation.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "facilities";

/** What secures a facility. */
export function registerCollateralRoutes(app: App, context: Context): void {
  app.post(
    "/v1/facilities/:id/collateral",
    act({
      tag,
      summary: "Borrower or agent count an active lien towards the facility",
      roles: ["maker"],
      params: IdParams,
      body: NewCollateral,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        attachCollateral(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.get(
    "/v1/facilities/:id/collateral",
    read({
      tag,
      summary: "The liens of a facility, and what each counted for at an instant",
      answer: Collateral,
      params: IdParams,
      query: AsOfQuery,
    }),
    async (request) => collateralOf(context, actorIn(request), request.params.id, request.query),
  );
}
