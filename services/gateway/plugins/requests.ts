import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { LogController } from "fastify";
import type { FastifyRequest, FastifyServerOptions } from "fastify";

import type { App } from "../routes/app.ts";

const CALLERS_ID = /^[\w.:-]{1,64}$/;
/** W3C Trace Context, level 1: version, trace, parent, flags; all zeros and version ff mean nothing. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;
/** Paths of ours without anything that a log's reader could be misled by. */
const PLAIN_PATH = /^[\w\-./]{1,250}$/;

const headerOf = ({ headers }: IncomingMessage, name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

/** The caller's own id of a request if it has the form of one, so that both sides' logs meet; else a fresh one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = headerOf(request, "x-request-id");
  return CALLERS_ID.test(given) ? given : randomUUID();
}

/** The trace that a request belongs to, for its log lines. */
export function traceOf(request: IncomingMessage): { traceId?: string; parentId?: string } {
  const [, traceId, parentId] = TRACEPARENT.exec(headerOf(request, "traceparent")) ?? [];
  return traceId !== undefined && parentId !== undefined ? { traceId, parentId } : {};
}

/** How the server names requests and writes about them; `registerRequests` adds the one line that each leaves. */
export const requestOptions = {
  genReqId: requestIdOf,
  childLoggerFactory: (logger, bindings, options, raw) => logger.child({ ...bindings, ...traceOf(raw) }, options),
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
} satisfies FastifyServerOptions;

/** One line for each request: who, what route, how it ended. Never a header, a query or a body. */
export function registerRequests(app: App): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("X-Request-Id", request.id);
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

function pathOf({ url, is404 }: FastifyRequest): string | undefined {
  const [path = ""] = url.split("?");
  return !is404 && PLAIN_PATH.test(path) ? path : undefined;
}
