import { cloudEventOf } from "../../domain/cloudEvent.ts";
import type { CloudEvent, StoredEvent } from "../../domain/cloudEvent.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { statement } from "./bind.ts";

export interface EventFilter {
  /** A kind, or what comes before its dot. */
  readonly kind?: string | undefined;
  readonly subject?: string | undefined;
}

/** Place of the last event of all. */
export async function lastPosition({ db }: Context): Promise<bigint> {
  const [row] = await db.query<{ position: bigint }>("SELECT position FROM core.feed");
  return row?.position ?? 0n;
}

/** Events that concern the reader's party, in order; operators and auditors are concerned by all. @param upTo the last to look at */
export async function eventsAfter(
  context: Context,
  actor: Actor,
  { after, upTo, limit }: { readonly after: bigint; readonly upTo: bigint; readonly limit: number },
  { kind, subject }: EventFilter,
): Promise<StoredEvent[]> {
  const { bind, values } = statement();
  // A party's own are found by an index in their order, however many others there are between them.
  const [told, place] = seesAll(actor)
    ? ["", "e.position"]
    : [
        `JOIN core.event_parties t ON t.position = e.position AND t.account = ${bind(actor.account, "text")}`,
        "t.position",
      ];
  const kinds = kind === undefined ? "true" : kindIs(bind(kind, "text"));
  const about = subject === undefined ? "true" : `e.subject = ${bind(subject, "text")}`;
  return context.db.query<StoredEvent>(
    `SELECT e.position, e.key, e.kind, e.subject, e.sequence, e.at, e.block, e.data FROM core.events e ${told}
      WHERE ${place} > ${bind(after, "bigint")} AND ${place} <= ${bind(upTo, "bigint")} AND ${kinds} AND ${about}
      ORDER BY ${place} LIMIT ${bind(limit, "integer")}`,
    values,
  );
}

const kindIs = (kind: string): string => `(e.kind = ${kind} OR split_part(e.kind, '.', 1) = ${kind})`;

/** Events as the API shows them. */
export const viewEvents = ({ manifest }: Context, events: readonly StoredEvent[]): CloudEvent[] =>
  events.map((event) => cloudEventOf(manifest.networkId, event));
