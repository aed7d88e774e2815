import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { ConnectionError } from "fastify";
import type { Logger } from "pino";

import type { ProblemCode } from "./codes.ts";
import { Problem } from "./problem.ts";

const BY_CODE: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["request-timeout", "the request did not arrive whole in time"],
  HPE_HEADER_OVERFLOW: ["headers-too-large", "the headers are longer than 16 kilobytes"],
};

/** Answers what never became a request: bad HTTP, headers too long, a body that trickles in. What was sent is not logged. */
export const answerClientError =
  (log: Logger) =>
  (error: ConnectionError, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    const [code, detail] = BY_CODE[error.code] ?? ["bad-request", "this is not well-formed HTTP"];
    const problem = new Problem(code, { detail });
    const requestId = randomUUID();
    log.info({ requestId, status: problem.status, reason: error.code }, "not a request");
    if (socket.writable) socket.write(rawAnswer(problem, requestId));
    socket.destroySoon();
  };

function rawAnswer(problem: Problem, requestId: string): string {
  const body = JSON.stringify(problem.body(requestId));
  return [
    `HTTP/1.1 ${String(problem.status)} ${problem.code}`,
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}
