import type { FastifyReply, FastifyRequest } from "fastify";

import type { Context } from "../context.ts";
import { viewRun } from "../queries/paymentRuns.ts";
import { preferredWait, requestOf } from "./answer.ts";
import { isFinal } from "./row.ts";
import type { Act } from "./submit.ts";
import { submitMany } from "./submitMany.ts";
import { isReadable, waitForOutcome } from "./wait.ts";

/** The answer to a request that takes several intents: 200 once all of them are final and can be read, else 202. */
export async function answerRun(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<readonly Act[]>,
): Promise<FastifyReply> {
  const rows = await submitMany(context, requestOf(request), prepare);
  const seconds = preferredWait(request);
  if (seconds > 0) reply.header("Preference-Applied", `wait=${String(seconds)}`);
  const until = Date.now() + seconds * 1000;
  const outcomes = [];
  for (const row of rows) {
    const left = Math.max(0, (until - Date.now()) / 1000);
    outcomes.push(left > 0 ? await waitForOutcome(context, row, left) : row);
  }
  const readable = await Promise.all(
    outcomes.map(async (row) => isFinal(row.status) && (await isReadable(context, row))),
  );
  reply.header("Location", `/v1/acknowledgements/${rows[0]?.id ?? ""}`);
  return reply.code(readable.every(Boolean) ? 200 : 202).send(viewRun(outcomes));
}
