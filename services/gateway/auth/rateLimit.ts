import rateLimit from "@fastify/rate-limit";

import type { App } from "../routes/app.ts";
import { bearerOf } from "./bearer.ts";
import type { ProvenKeys } from "./provenKeys.ts";

/**
 * Counts requests a minute: those of a valid API key by key, all others by address, of which there may be a tenth.
 * It runs before anything is looked up.
 */
export async function registerRateLimit(app: App, max: number, proven: ProvenKeys): Promise<void> {
  await app.register(rateLimit, {
    max: (_request, counted) => (counted.startsWith("key ") ? max : Math.ceil(max / 10)),
    timeWindow: "1 minute",
    enableDraftSpec: true,
    keyGenerator: (request) => {
      const key = proven.find(bearerOf(request));
      return key === undefined ? `address ${request.ip}` : `key ${key}`;
    },
  });
}
