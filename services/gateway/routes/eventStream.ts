import { Readable } from "node:stream";

import { actorOf } from "../auth/apiKeys.ts";
import { bearerOf } from "../auth/bearer.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import type { Arrivals } from "../events/arrivals.ts";
import { eventStream } from "../events/stream.ts";
import { Problem } from "../problems/problem.ts";
import { lastPosition } from "../queries/events.ts";
import { EventStream, StreamHeaders, StreamQuery } from "../schemas/event.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

/** Streams of one user at a time: each holds a connection. */
const MOST = 8;
const LONGEST_S = 3_600;
const TYPE = "text/event-stream";

/** Events as they come, over one connection that is kept open. */
export function registerEventStream(app: App, context: Context, arrivals: Arrivals): void {
  const open = new Map<string, number>();
  const reading = read({
    tag: "events",
    summary: "The same as they come, as server-sent events; resumes behind Last-Event-ID",
    answer: EventStream,
    as: TYPE,
    query: StreamQuery,
  });
  app.get(
    "/v1/events/stream",
    { config: reading.config, schema: { ...reading.schema, headers: StreamHeaders } },
    async (request, reply) => {
      const { userId } = actorIn(request);
      const { cursor, seconds = LONGEST_S, ...filter } = request.query;
      const from = request.headers["last-event-id"] ?? cursor ?? "0";
      const after = from === "latest" ? await lastPosition(context) : BigInt(from);
      const count = open.get(userId) ?? 0;
      if (count >= MOST) {
        throw new Problem("too-many-requests", { detail: `a user has at most ${String(MOST)} streams at a time` });
      }
      const key = bearerOf(request) ?? "";
      const events = eventStream(context, arrivals, {
        reader: async () => actorOf(context.db, key),
        after,
        filter,
        until: performance.now() + Number(seconds) * 1_000,
      });
      const stream = Readable.from(events, { objectMode: false });
      open.set(userId, count + 1);
      stream.once("close", () => {
        const left = (open.get(userId) ?? 1) - 1;
        if (left > 0) open.set(userId, left);
        else open.delete(userId);
      });
      // Nginx would keep events back to fill a page.
      return reply.type(TYPE).header("cache-control", "no-cache").header("x-accel-buffering", "no").send(stream);
    },
  );
}
