import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { codeOfError } from "../problems/codeOfError.ts";
import { Problem } from "../problems/problem.ts";
import { isFinal } from "./row.ts";
import type { OperationRow } from "./row.ts";
import { submit } from "./submit.ts";
import type { Act } from "./submit.ts";
import { viewOperation } from "./view.ts";
import { isReadable, waitForOutcome } from "./wait.ts";

const MAX_WAIT = 30;

/**
 * The one way a POST acts on the ledger: accepts it under its Idempotency-Key and answers 200 with the outcome if the
 * caller prefers to wait and it came in time, else 202. What the ledger refused is answered as a problem.
 */
export async function answerAct(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Act>,
  extra: (row: OperationRow) => Record<string, unknown> = () => ({}),
): Promise<FastifyReply> {
  const row = await submit(context, requestOf(request), prepare);
  return answerOperation(context, request, reply, row, extra(row));
}

export async function answerOperation(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  row: OperationRow,
  extra: Record<string, unknown> = {},
): Promise<FastifyReply> {
  const seconds = preferredWait(request);
  const outcome = seconds > 0 ? await waitForOutcome(context, row, seconds) : row;
  if (seconds > 0) reply.header("Preference-Applied", `wait=${String(seconds)}`);
  reply.header("Location", `/v1/operations/${row.id}`);
  const readable = isFinal(outcome.status) && (await isReadable(context, outcome));
  if (readable && outcome.status !== "done" && outcome.error) throw refusal(outcome);
  return reply.code(readable ? 200 : 202).send({ ...(await viewOperation(context, outcome)), ...extra });
}

function refusal(row: OperationRow): Problem {
  const detail = typeof row.error?.["detail"] === "string" ? row.error["detail"] : `the operation ${row.status}`;
  return new Problem(codeOfError(row.error?.["contractError"]), { detail, extra: { ...row.error, operation: row.id } });
}

export function requestOf(request: FastifyRequest): Parameters<typeof submit>[1] {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("idempotency-key-required", {
      detail:
        "send an Idempotency-Key of 1 to 255 visible ASCII characters: the same key repeats this request, never its effect",
    });
  }
  const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null);
  const type = request.headers["content-type"] ?? "";
  const hash = createHash("sha256").update(`${request.method} ${request.url}\n${type}\n`).update(body).digest("hex");
  return { actor: actorIn(request), key, method: request.method, path: request.url, hash: `0x${hash}` };
}

/** Seconds of `Prefer: wait=N` (RFC 7240), at most half a minute. */
export function preferredWait(request: FastifyRequest): number {
  const prefer = [request.headers["prefer"]].flat().join(",");
  const seconds = /(?:^|[,;\s])wait=(\d{1,4})\b/.exec(prefer)?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds), MAX_WAIT);
}
