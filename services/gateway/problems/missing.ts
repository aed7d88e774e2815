import type { FastifyReply } from "fastify";

import type { App } from "../routes/app.ts";
import { sendProblem } from "./handler.ts";
import { Problem } from "./problem.ts";
import { tooMany } from "./toProblem.ts";

/** Answers what no route matches: 405 with `Allow` where another method has one, else 404. Call it before routes are added. */
export function registerMissing(app: App): void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    methodsOf.set(url, new Set([...(methodsOf.get(url) ?? []), ...[method].flat()]));
  });
  const count = app.createRateLimit();
  app.setNotFoundHandler(async (request, reply) => {
    const counted = await count(request);
    const isFlood = !counted.isAllowed && counted.isExceeded;
    return sendProblem(isFlood ? tooMany() : missing(allowedAt(request.url), request.method, reply), request, reply);
  });

  function allowedAt(address: string): string[] {
    const [path = ""] = address.split("?");
    const allowed = [...methodsOf].flatMap(([url, methods]) => (patternOf(url).test(path) ? [...methods] : []));
    return [...new Set(allowed)].sort();
  }
}

function missing(allowed: readonly string[], method: string, reply: FastifyReply): Problem {
  if (allowed.length === 0) return new Problem("not-found", { detail: "nothing answers here" });
  reply.header("Allow", allowed.join(", "));
  return new Problem("method-not-allowed", { detail: `the resource has ${allowed.join(", ")}, not ${method}` });
}

/** `/v1/asks/:id/*` as what it matches. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replace(/:\w+/g, "[^/]+")}$`,
  );
