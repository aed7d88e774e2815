import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { setPolicy } from "../commands/policies.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listPolicies, viewPolicies } from "../queries/policies.ts";
import { closed, PageQuery, pageOf } from "../schemas/common.ts";
import { CountryCode, CountryPolicy, NewPolicy } from "../schemas/policy.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { pageFrom } from "./page.ts";

const tag = "policies";

/** What countries ask of claims: no secret to anybody who deals in them. */
export function registerPolicyRoutes(app: App, context: Context): void {
  app.get(
    "/v1/policies",
    read({
      tag,
      summary: "What countries ask at present of claims of their sellers and on their debtors",
      answer: pageOf(CountryPolicy),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [/^[A-Z]{2}$/],
        read: (page) => listPolicies(context, page),
        keyOf: ({ country }) => [country],
        view: viewPolicies,
      }),
  );
  app.post(
    "/v1/policies/:country",
    act({
      tag,
      roles: ["maker"],
      summary:
        "The governor replaces what a country asks for; where its acts are delayed, the first call schedules and the same one later does it",
      params: Type.Object({ country: CountryCode }, closed),
      body: NewPolicy,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        setPolicy(context, actorIn(request), request.params.country, request.body),
      ),
  );
}
