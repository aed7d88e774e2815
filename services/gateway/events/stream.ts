import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { eventsAfter, lastPosition, viewEvents } from "../queries/events.ts";
import type { EventFilter } from "../queries/events.ts";
import type { Arrivals } from "./arrivals.ts";

const BATCH = 200;
/** Proxies close what is silent for half a minute. */
const BEAT_MS = 15_000;
const RECONNECT_MS = 1_000;

export interface Streaming {
  /** Who reads, asked again before anything is sent: a revoked key gets nothing more. */
  readonly reader: () => Promise<Actor | undefined>;
  /** Position behind which to begin. */
  readonly after: bigint;
  readonly filter: EventFilter;
  /** When to end, by `performance.now()`; the reader resumes where it was. */
  readonly until: number;
}

/**
 * The feed as server-sent events (WHATWG HTML, 9.2): `id` is the position, `data` the CloudEvent. A silent while sends the
 * position alone, so that a reader of rare events resumes near the end.
 */
export async function* eventStream(
  context: Context,
  arrivals: Arrivals,
  { reader, after, filter, until }: Streaming,
): AsyncGenerator<string> {
  yield `retry: ${String(RECONNECT_MS)}\n\n`;
  let place = after;
  while (performance.now() < until && !arrivals.isClosed) {
    const actor = await reader();
    if (!actor) return;
    const end = await lastPosition(context);
    const found = await eventsAfter(context, actor, { after: place, upTo: end, limit: BATCH }, filter);
    for (const event of viewEvents(context, found)) yield `id: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`;
    const last = found.length === BATCH ? found.at(-1) : undefined;
    place = last?.position ?? (end > place ? end : place);
    if (last) continue;
    const arrived = await arrivals.beyond(place, Math.min(performance.now() + BEAT_MS, until));
    if (arrived === place) yield `id: ${String(place)}\n\n`;
  }
}
