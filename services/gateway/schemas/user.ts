import { Type } from "typebox";

import { USER_ROLES } from "../auth/actor.ts";
import { AddressText, closed, Instant, nullable } from "./common.ts";

const Key = Type.Object(
  {
    id: Type.String(),
    prefix: Type.String({ description: "how the key begins" }),
    createdAt: Instant,
    revokedAt: nullable(Instant),
  },
  closed,
);

const User = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.Enum([...USER_ROLES])),
    signer: nullable(AddressText),
    custody: nullable(Type.Enum(["custodial", "external", "hsm"])),
    apiKeys: Type.Array(Key),
  },
  closed,
);

export const UserList = Type.Object({ items: Type.Array(User) }, closed);

export const NewKey = Type.Object(
  {
    userId: Type.Optional(
      Type.String({ maxLength: 64, pattern: "^[0-9a-f]+$", description: "a user's id; default oneself" }),
    ),
  },
  closed,
);

export const IssuedKey = Type.Object(
  { id: Type.String(), userId: Type.String(), apiKey: Type.String({ description: "shown this once" }) },
  closed,
);
