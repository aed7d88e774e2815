import { pino } from "pino";

import { buildApp } from "../services/gateway/build.ts";
import type { Context } from "../services/gateway/context.ts";

/** The OpenAPI document, without a chain or a database: routes use their context only when they are called. */
export async function describeApi(): Promise<unknown> {
  const log = pino({ level: "silent" });
  const context = new Proxy({ log } as Context, {
    get(target, name) {
      if (name === "log") return target.log;
      throw new Error(`describing the API must not need ${String(name)}`);
    },
  });
  const facts = { version: "0.1.0", rateLimit: 1, consensus: "", custody: "" };
  const app = await buildApp(context, facts);
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
