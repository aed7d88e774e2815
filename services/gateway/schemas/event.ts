import { Type } from "typebox";

import { closed, Instant } from "./common.ts";

export const EventSchema = Type.Object(
  {
    specversion: Type.Literal("1.0"),
    id: Type.String({ description: "the same for the same event, in the feed and at every webhook" }),
    source: Type.String({ description: "the network" }),
    type: Type.String({ description: "what happened", examples: ["receivable.acknowledged", "receivable.overdue"] }),
    subject: Type.String({ description: "what it happened to: its path under /v1", examples: ["asks/7"] }),
    time: Instant,
    datacontenttype: Type.Literal("application/json"),
    sequence: Type.Integer({ minimum: 1, description: "counts the subject's events" }),
    position: Type.String({ description: "place among all events; `cursor` to read on behind it" }),
    block: Type.String({ description: "block with the event, or the first whose time had come" }),
    data: Type.Object(
      {},
      { additionalProperties: true, description: "amounts in minor units, instants of the ledger in epoch seconds" },
    ),
  },
  { ...closed, $id: "Event", description: "a CloudEvent 1.0" },
);
export const Event = Type.Ref("Event");

const KIND = "[a-z]+(-[a-z]+)*(\\.[a-z-]+)?";
const kindDescription = "a kind, or what its name begins with: receivable.overdue, receivable";

export const EventQuery = Type.Object(
  {
    cursor: Type.Optional(
      Type.String({
        pattern: "^(\\d{1,18}|latest)$",
        description: "`next` of the page before; `latest` to begin with what comes from now on; default: the beginning",
      }),
    ),
    limit: Type.Optional(Type.String({ pattern: "^([1-9]\\d?|1\\d\\d|200)$", description: "1 to 200, default 50" })),
    kind: Type.Optional(Type.String({ pattern: `^${KIND}$`, maxLength: 60, description: kindDescription })),
    subject: Type.Optional(Type.String({ pattern: "^[a-z-]+/[A-Za-z0-9/-]{1,120}$", description: "as in the events" })),
    wait: Type.Optional(
      Type.String({
        pattern: "^([0-9]|[12]\\d|30)$",
        description: "seconds, at most 30, to wait for an event if there is none yet",
      }),
    ),
  },
  closed,
);

const { cursor, kind, subject } = EventQuery.properties;

export const StreamQuery = Type.Object(
  {
    cursor,
    kind,
    subject,
    seconds: Type.Optional(
      Type.String({
        pattern: "^([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d{2}|3600)$",
        description: "when the stream ends, 1 to 3600, default 3600: the reader then asks again with Last-Event-ID",
      }),
    ),
  },
  closed,
);

export const StreamHeaders = Type.Object({
  "last-event-id": Type.Optional(
    Type.String({
      pattern: "^\\d{1,18}$",
      description: "`id` of the last event that was read; counts before `cursor`",
    }),
  ),
});

export const EventStream = Type.String({
  description: "server-sent events: `id` is an event's position, `data` the Event in one line of JSON",
});

export const EventPage = Type.Object(
  { items: Type.Array(Event), next: Type.String({ description: "`cursor` of the next page, also at the end" }) },
  closed,
);

export const Kinds = Type.Array(Type.String({ pattern: `^${KIND}$`, maxLength: 60, description: kindDescription }), {
  maxItems: 50,
  uniqueItems: true,
  description: "what to send; nothing named: everything that concerns the party",
});
