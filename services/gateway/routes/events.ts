import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { Arrivals } from "../events/arrivals.ts";
import { eventPage } from "../events/page.ts";
import { EventPage, EventQuery } from "../schemas/event.ts";
import { registerEventStream } from "./eventStream.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

export function registerEventRoutes(app: App, context: Context): void {
  const arrivals = new Arrivals(context);
  app.addHook("preClose", async () => {
    arrivals.close();
  });
  app.get(
    "/v1/events",
    read({
      tag: "events",
      summary:
        "What happened, on the ledger and by the passing of time, as far as it concerns one's party, oldest first",
      answer: EventPage,
      query: EventQuery,
    }),
    async (request) => eventPage(context, arrivals, actorIn(request), request.query),
  );
  registerEventStream(app, context, arrivals);
}
