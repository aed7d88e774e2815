import { Type } from "typebox";

import { closed, Instant, nullable } from "./common.ts";
import { Kinds } from "./event.ts";

export const NewWebhook = Type.Object(
  {
    url: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: "https, on the public internet",
      examples: ["https://hooks.example.com/tally"],
    }),
    kinds: Type.Optional(Kinds),
  },
  closed,
);

const fields = {
  id: Type.String(),
  url: Type.String(),
  kinds: Kinds,
  status: Type.Enum(["active", "suspended"], {
    description: "suspended: too many events in a row were given up; a redelivery makes it active again",
  }),
  position: Type.String({ description: "every event up to here was delivered, given up, or is not asked for" }),
  behind: Type.Integer({ description: "events of the party that are waiting, of whatever kind" }),
  attempts: Type.Integer({ description: "of the event that comes next" }),
  nextAttemptAt: nullable(Instant),
  lastAttemptAt: nullable(Instant),
  lastSuccessAt: nullable(Instant),
  lastStatus: nullable(Type.Integer({ description: "HTTP status of the last attempt, null if nothing answered" })),
  lastError: nullable(Type.String()),
  createdAt: Instant,
};

export const Webhook = Type.Object(fields, closed);
export const IssuedWebhook = Type.Object(
  { ...fields, secret: Type.String({ description: "whsec_ and base64: signs every request; shown this once" }) },
  closed,
);
export const WebhookList = Type.Object({ items: Type.Array(Webhook) }, closed);

export const DeliveryQuery = {
  state: Type.Optional(Type.Enum(["retrying", "delivered", "given-up"])),
};

export const WebhookDelivery = Type.Object(
  {
    event: Type.String({ description: "the event's id" }),
    type: Type.String(),
    subject: Type.String(),
    position: Type.String(),
    state: Type.Enum(["retrying", "delivered", "given-up"]),
    attempts: Type.Integer(),
    status: nullable(Type.Integer()),
    error: nullable(Type.String()),
    lastAttemptAt: Instant,
  },
  closed,
);

export const Redelivery = Type.Object(
  {
    event: Type.Optional(
      Type.String({
        pattern: "^\\d{1,18}$",
        description: "position of one event that was delivered or given up: sent once more",
      }),
    ),
    after: Type.Optional(
      Type.String({ pattern: "^\\d{1,18}$", description: "a position: everything behind it is sent again, in order" }),
    ),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
);
