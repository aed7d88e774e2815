import underPressure from "@fastify/under-pressure";
import type { FastifyReply, FastifyRequest } from "fastify";

import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";

const RETRY_AFTER = "5";

/** Refuses work early while the process falls behind by more than so many milliseconds; 0 for never. */
export async function registerPressure(app: App, mostDelay: number): Promise<void> {
  await app.register(underPressure, { maxEventLoopDelay: mostDelay, pressureHandler: shed });
}

/**
 * Probes are answered all the same: a process that is killed for being busy does even less. Nor is anything refused for a
 * delay that could not be measured, which the library tells as infinite.
 *
 * @throws Problem not-ready
 */
export async function shed(request: FastifyRequest, reply: FastifyReply, _type: string, value?: number): Promise<void> {
  if (!request.routeOptions.config.roles || value === Infinity) return;
  reply.header("Retry-After", RETRY_AFTER);
  throw new Problem("not-ready", { detail: "the service is overloaded" });
}
