import type { FastifyRequest } from "fastify";

import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";
import type { Actor } from "./actor.ts";
import { actorOf } from "./apiKeys.ts";

declare module "fastify" {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
}

/** Authenticates every request under /v1 by its bearer key, before the body is read. */
export function registerAuth(app: App, context: Context): void {
  app.decorateRequest("actor", undefined);
  app.addHook("onRequest", async (request) => {
    if (!request.url.startsWith("/v1/")) return;
    const [scheme, key] = (request.headers.authorization ?? "").split(" ");
    const actor = scheme?.toLowerCase() === "bearer" && key ? await actorOf(context.db, key) : undefined;
    if (!actor) throw new Problem("unauthenticated", { detail: "send an API key: Authorization: Bearer tsk_..." });
    request.actor = actor;
  });
}

/** The authenticated user of a request under /v1. */
export function actorIn(request: FastifyRequest): Actor {
  if (!request.actor) throw new Problem("unauthenticated", { detail: "this needs an API key" });
  return request.actor;
}
