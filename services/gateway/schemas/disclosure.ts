import { Type } from "typebox";

import { closed, Id, Instant, nullable, Text } from "./common.ts";

const Party = Type.Object({ id: Id, name: Type.String() }, closed);
const Path = Type.String({
  minLength: 1,
  maxLength: 200,
  description: "path of a field of the document",
  examples: ["payable"],
});

export const NewDisclosure = Type.Object(
  {
    receivable: Id,
    recipient: Id,
    fields: Type.Array(Path, { minItems: 1, maxItems: 200, uniqueItems: true }),
    purpose: Text,
  },
  closed,
);

export const Disclosure = Type.Object(
  {
    id: Id,
    receivable: Id,
    documentRoot: Id,
    from: Party,
    recipient: Party,
    fields: Type.Array(Type.String()),
    purpose: Type.String(),
    createdAt: Instant,
    revokedAt: nullable(Instant),
  },
  closed,
);

export const DisclosureList = Type.Object({ items: Type.Array(Disclosure) }, closed);

export const AccessLog = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          sequence: Type.String({ description: "in the log of the whole service" }),
          at: Instant,
          party: Type.String(),
          user: Type.String(),
          action: Type.Enum(["disclosed", "read", "refused", "revoked"]),
          head: Type.String({ description: "hash over the head before and this entry" }),
        },
        closed,
      ),
    ),
  },
  closed,
);
