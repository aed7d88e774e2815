import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { freezeParty, unfreezeParty } from "../commands/freezes.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { listOverrides, viewOverrides } from "../queries/overrides.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Override, Reasoned } from "../schemas/signers.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "overrides";

export function registerOverrideRoutes(app: App, context: Context): void {
  app.get(
    "/v1/overrides",
    read({
      tag,
      summary: "Every freeze, forced transfer, pause and recovery, with actor, reason and block. Newest first",
      answer: pageOf(Override),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, NUMBER],
        read: (page) => listOverrides(context.db, actorIn(request), page),
        keyOf: (row) => [row.block, String(row.log_index)],
        view: (rows) => viewOverrides(context.db, actorIn(request), rows),
      }),
  );
  app.post(
    "/v1/parties/:id/freeze",
    act({
      tag,
      summary: "The enforcer freezes a party: it moves nothing, and what is paid to it waits",
      roles: ["operator"],
      params: IdParams,
      body: Reasoned,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => freezeParty(context, actorIn(request), request.params.id, request.body)),
  );
  app.post(
    "/v1/parties/:id/unfreeze",
    act({ tag, summary: "The guardian lifts a freeze", roles: ["maker"], params: IdParams, body: Reasoned }),
    async (request, reply) =>
      answerAct(context, request, reply, () =>
        unfreezeParty(context, actorIn(request), request.params.id, request.body),
      ),
  );
}
