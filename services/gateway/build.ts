import { createHash } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import underPressure from "@fastify/under-pressure";
import Fastify from "fastify";

import { registerAuth } from "./auth/plugin.ts";
import type { Context } from "./context.ts";
import { registerOpenApi } from "./plugins/openapi.ts";
import { registerPosition } from "./plugins/position.ts";
import { registerProblems } from "./problems/handler.ts";
import type { App } from "./routes/app.ts";
import { registerCashRoutes } from "./routes/cash.ts";
import { registerHealthRoutes } from "./routes/health.ts";
import { registerMarketRoutes } from "./routes/market.ts";
import { registerOperationRoutes } from "./routes/operations.ts";
import { registerPartyRoutes } from "./routes/parties.ts";
import { registerQuoteRoutes } from "./routes/quotes.ts";
import { registerReceivableRoutes } from "./routes/receivables.ts";
import { registerRegistrationRoute } from "./routes/registerReceivable.ts";

export interface AppOptions {
  readonly version: string;
  /** Requests a minute for each API key. */
  readonly rateLimit: number;
  /** Who orders blocks, as shown to every user. */
  readonly consensus: string;
  /** Who keeps the keys, as shown to every user. */
  readonly custody: string;
}

const MEGABYTE = 1024 * 1024;

/** The server, not listening. Boot order is the order of this function. */
export async function buildApp(context: Context, options: AppOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: context.log,
    bodyLimit: MEGABYTE,
    requestTimeout: 60_000,
    http: { connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  registerProblems(app);
  registerAuth(app, context);
  await app.register(helmet);
  await app.register(rateLimit, {
    max: options.rateLimit,
    timeWindow: "1 minute",
    enableDraftSpec: true,
    keyGenerator: ({ headers, ip }) =>
      createHash("sha256")
        .update(headers.authorization ?? ip)
        .digest("hex"),
  });
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 });
  await registerOpenApi(app, options.version);
  registerPosition(app, context);

  registerHealthRoutes(app, context, options);
  registerPartyRoutes(app, context);
  registerRegistrationRoute(app, context);
  registerReceivableRoutes(app, context);
  registerQuoteRoutes(app, context);
  registerMarketRoutes(app, context);
  registerCashRoutes(app, context);
  registerOperationRoutes(app, context);
  return app;
}
