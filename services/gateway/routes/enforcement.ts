import { actorIn } from "../auth/plugin.ts";
import { forceTransfer, forceWithdrawal, freezeUnits } from "../commands/enforcement.ts";
import { pause, unpause } from "../commands/pauses.ts";
import { renewCheck } from "../commands/renewals.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { isPaused } from "../queries/pause.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { ForcedTransfer, ForcedWithdrawal, Pause, Renewal, UnitsFreeze } from "../schemas/enforcement.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "overrides";
const ordered = { tag, roles: ["operator"], params: IdParams } as const;

/** What the enforcer, the pauser, the guardian and the registrar do to parties; GET /v1/overrides tells all of it. */
export function registerEnforcementRoutes(app: App, context: Context): void {
  app.post(
    "/v1/receivables/:id/freezes",
    act({ ...ordered, summary: "The enforcer freezes units of a holder, or lifts that", body: UnitsFreeze }),
    async (request, reply) =>
      answerAct(context, request, reply, () => freezeUnits(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/receivables/:id/forced-transfers",
    act({ ...ordered, summary: "The enforcer moves units without their holder", body: ForcedTransfer }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        forceTransfer(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/v1/receivables/:id/forced-withdrawals",
    act({ ...ordered, summary: "The enforcer pays a holder's money to whom an order names", body: ForcedWithdrawal }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        forceWithdrawal(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/v1/parties/:id/renewal",
    act({ ...ordered, tag: "parties", summary: "The registrar records a party's new check", body: Renewal }),
    async (request, reply) =>
      answerAct(context, request, reply, () => renewCheck(context, actorIn(request), request.params.id, request.body)),
  );
  app.get(
    "/v1/pause",
    read({ tag, summary: "Whether registrations and transfers are stopped", answer: Pause }),
    async () => isPaused(context),
  );
  app.post(
    "/v1/pause",
    act({ tag, roles: ["operator"], summary: "Stop registrations and transfers, never payments", body: Nothing }),
    async (request, reply) => answerAct(context, request, reply, async () => pause(context, actorIn(request))),
  );
  app.post(
    "/v1/unpause",
    act({
      tag,
      roles: ["maker"],
      summary:
        "The guardian ends a pause; where its acts are delayed, the first call schedules and a later one does it",
      body: Nothing,
    }),
    async (request, reply) => answerAct(context, request, reply, async () => unpause(context, actorIn(request))),
  );
}
