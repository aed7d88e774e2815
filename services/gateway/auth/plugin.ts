import type { FastifyRequest } from "fastify";

import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";
import { requireRole } from "./actor.ts";
import type { Actor, UserRole } from "./actor.ts";
import { actorOf } from "./apiKeys.ts";
import { bearerOf } from "./bearer.ts";
import type { ProvenKeys } from "./provenKeys.ts";

declare module "fastify" {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    /** Roles of which a user needs one, none of them for any user. A route that does not say is open to everybody. */
    roles?: readonly UserRole[];
  }
}

/** Authenticates and authorises by what the matched route asks for, never by the text of the URL, before the body is read. */
export function registerAuth(app: App, context: Context, proven: ProvenKeys): void {
  app.decorateRequest("actor", undefined);
  app.addHook("onRoute", ({ url, config }) => {
    if (url.startsWith("/v1") && !config?.roles) throw new Error(`${url} does not say who may call it`);
  });
  app.addHook("preParsing", async (request) => {
    const { roles } = request.routeOptions.config;
    if (!roles) return;
    request.actor = await authenticate(context, proven, bearerOf(request));
    if (roles.length > 0) requireRole(request.actor, ...roles);
  });
}

async function authenticate(context: Context, proven: ProvenKeys, key: string | undefined): Promise<Actor> {
  const actor = key === undefined ? undefined : await actorOf(context.db, key);
  if (key !== undefined && actor) {
    proven.add(key);
    return actor;
  }
  if (key !== undefined) proven.delete(key);
  throw new Problem("unauthenticated", { detail: "send an API key: Authorization: Bearer tsk_..." });
}

/** The authenticated user of a request under /v1. */
export function actorIn(request: FastifyRequest): Actor {
  if (!request.actor) throw new Problem("unauthenticated", { detail: "this needs an API key" });
  return request.actor;
}
