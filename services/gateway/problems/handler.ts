import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";

import { nameAnswer } from "../plugins/requests.ts";
import type { App } from "../routes/app.ts";
import type { Problem } from "./problem.ts";
import { toProblem } from "./toProblem.ts";

/** Seconds after which somebody who was sent away for now may come back, where nothing else is said. */
const RETRY_AFTER = 2;

/** Answers every error as application/problem+json; what we did not expect is logged and told apart by its request id. */
export function registerProblems(app: App): void {
  app.setErrorHandler(async (error: unknown, request, reply) => sendProblem(toProblem(error), request, reply));
}

/** The same for what the server refuses before it has found a route. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  nameAnswer(request, reply);
  sendProblem(toProblem(error), request, reply);
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (problem.code === "internal") request.log.error({ err: problem.cause }, "request failed");
  else if (problem.status >= 500) request.log.warn({ reason: problem.message, err: problem.cause }, "not ready");
  if (problem.code === "unauthenticated") reply.header("WWW-Authenticate", "Bearer");
  const isForNow = problem.status === 503 || problem.status === 429;
  if (isForNow && !reply.hasHeader("Retry-After"))
    reply.header("Retry-After", String(problem.retryAfter ?? RETRY_AFTER));
  // As text: no route's schema of answers has a say in what a refusal looks like.
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .send(JSON.stringify(problem.body(request.id)));
}
