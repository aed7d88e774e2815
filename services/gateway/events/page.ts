import type { Static } from "typebox";

import type { CloudEvent } from "../../domain/cloudEvent.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { eventsAfter, lastPosition, viewEvents } from "../queries/events.ts";
import type { EventQuery } from "../schemas/event.ts";
import type { Arrivals } from "./arrivals.ts";

const DEFAULT_LIMIT = 50;

/**
 * A page of the feed. `next` goes beyond events that were looked at and not asked for; nothing can appear before it, since
 * places are given one after another.
 */
export async function eventPage(
  context: Context,
  arrivals: Arrivals,
  actor: Actor,
  query: Static<typeof EventQuery>,
): Promise<{ items: CloudEvent[]; next: string }> {
  const { cursor, kind, subject } = query;
  const limit = Number(query.limit ?? DEFAULT_LIMIT);
  const until = performance.now() + Number(query.wait ?? 0) * 1000;
  let end = await lastPosition(context);
  let after = cursor === "latest" ? end : BigInt(cursor ?? 0);
  for (;;) {
    const found = await eventsAfter(context, actor, { after, upTo: end, limit }, { kind, subject });
    const last = found.length === limit ? found.at(-1) : undefined;
    // A cursor beyond the end comes from before the database was restored: it keeps its place.
    const next = last?.position ?? (end > after ? end : after);
    if (found.length > 0) return { items: viewEvents(context, found), next: String(next) };
    const arrived = await arrivals.beyond(next, until);
    if (arrived <= next) return { items: [], next: String(next) };
    [after, end] = [next, arrived];
  }
}
