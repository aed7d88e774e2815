import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { LogController } from "fastify";
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";

import type { App } from "../routes/app.ts";
import { traceOf, traceparentOf } from "./trace.ts";

const CALLERS_ID = /^[\w.:-]{1,64}$/;
/** Ids of ours: hex, numbers, currencies. Whatever else stands in their place may be somebody's secret, sent by mistake. */
const ID = /^(0x[0-9a-f]{40,64}|[0-9a-f]{16,32}|\d{1,18}|[A-Z]{3})$/;

const headerOf = ({ headers }: IncomingMessage, name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

/** The caller's own id of a request if it has the form of one, so that both sides' logs meet; else a fresh one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = headerOf(request, "x-request-id");
  return CALLERS_ID.test(given) ? given : randomUUID();
}

/** The caller's span and our own, in the words that log collectors look for. */
function namesIn(request: IncomingMessage): { traceId: string; spanId: string; parentId?: string } {
  const { traceId, spanId, parentId } = traceOf(request);
  return { traceId, spanId, ...(parentId !== undefined && { parentId }) };
}

/** Tells whoever asked how the request is called in our logs. */
export function nameAnswer(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("X-Request-Id", request.id);
  reply.header("Traceparent", traceparentOf(traceOf(request.raw)));
}

/** How the server names requests and writes about them; `registerRequests` adds the one line that each leaves. */
export const requestOptions = {
  genReqId: requestIdOf,
  childLoggerFactory: (logger, bindings, options, raw) => logger.child({ ...bindings, ...namesIn(raw) }, options),
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
} satisfies FastifyServerOptions;

/** One line for each request: who, what route, how it ended. Never a header, a query or a body. */
export function registerRequests(app: App): void {
  app.addHook("onRequest", async (request, reply) => {
    nameAnswer(request, reply);
    if (request.routeOptions.config.roles) reply.header("Cache-Control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        path: pathOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        user: request.actor?.userId,
        party: request.actor?.partyId,
      },
      "answered",
    );
  });
}

/** The path, where a route takes it and each of its parameters has the form of an id. */
function pathOf({ url, is404, params }: FastifyRequest): string | undefined {
  const given = Object.values((params ?? {}) as Record<string, string>);
  return !is404 && given.every((value) => ID.test(value)) ? url.split("?")[0] : undefined;
}
