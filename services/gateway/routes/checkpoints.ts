import { Type } from "typebox";

import { seesAll } from "../auth/actor.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { accessLogFile } from "../queries/accessLog.ts";
import { checkpointFile, listCheckpoints, requestCheckpoint, viewCheckpoint } from "../queries/checkpoints.ts";
import { AccessLogFile, Checkpoint, CheckpointFile, CheckpointParams } from "../schemas/checkpoint.ts";
import { closed, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import { read, withKey } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "proofs";

/** What the operator has signed of its chain and its access log, day by day. */
export function registerCheckpointRoutes(app: App, context: Context): void {
  app.get(
    "/v1/checkpoints",
    read({
      tag,
      summary: "Signed checkpoints of the chain and of the access log, newest first",
      answer: pageOf(Checkpoint),
      query: Type.Object(PageQuery, closed),
    }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => listCheckpoints(context, page),
        keyOf: ({ number }) => [String(number)],
        view: (rows) => rows.map(viewCheckpoint),
      }),
  );
  app.post(
    "/v1/checkpoints",
    withKey({
      tag,
      summary: "Sign a checkpoint now and keep proofs of what has changed; each day has one by itself",
      roles: ["operator"],
      body: Nothing,
      answer: Checkpoint,
    }),
    async (request) => requestCheckpoint(context, actorIn(request), request.headers["idempotency-key"]),
  );
  app.get(
    "/v1/checkpoints/:number",
    read({ tag, summary: "A checkpoint as a file for the verifier", answer: CheckpointFile, params: CheckpointParams }),
    async (request, reply) => reply.type("application/json").send(await checkpointFile(context, request.params.number)),
  );
  app.get(
    "/v1/access-log",
    read({
      tag,
      summary: "Who was shown what, from the first entry on, as a file for the verifier; for operators and auditors",
      answer: AccessLogFile,
    }),
    async (request, reply) => {
      if (!seesAll(actorIn(request)))
        throw new Problem("forbidden", { detail: "the log of all disclosures is for operators and auditors" });
      return reply.type("application/json").send(await accessLogFile(context));
    },
  );
}
