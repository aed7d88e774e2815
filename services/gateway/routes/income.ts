import { actorIn } from "../auth/plugin.ts";
import { assignIncome, collectIncome } from "../commands/income.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { incomeOf } from "../queries/income.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { Income, IncomeParams, NewIncome } from "../schemas/income.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "facilities";

/** Royalties and licence income from which a facility is paid. */
export function registerIncomeRoutes(app: App, context: Context): void {
  app.post(
    "/v1/facilities/:id/income",
    act({
      tag,
      summary: "The agent takes a claim that it holds for the lenders as a source of payment",
      roles: ["maker"],
      params: IdParams,
      body: NewIncome,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        assignIncome(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/v1/facilities/:id/income/:receivable/collection",
    act({
      tag,
      summary: "Pay on the facility what such a claim has received; anybody whom it concerns may",
      roles: ["maker"],
      params: IncomeParams,
      body: Nothing,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => collectIncome(context, actorIn(request), request.params)),
  );
  app.get(
    "/v1/facilities/:id/income",
    read({ tag, summary: "The claims from which a facility is paid", answer: Income, params: IdParams }),
    async (request) => incomeOf(context, actorIn(request), request.params.id),
  );
}
