import { Type } from "typebox";

import { closed, Day, Id } from "./common.ts";

export const Party = Type.Object(
  {
    id: Id,
    name: Type.String(),
    country: Type.String(),
    roles: Type.Array(Type.String()),
    account: Type.String({ description: "the party's account on the ledger" }),
    custody: Type.String({ description: "who keeps its keys: custodial means that the operator does" }),
    identifiers: Type.Array(Type.Object({ scheme: Type.String(), value: Type.String() }, closed)),
    kybValidUntil: Day,
    admitted: Type.Boolean({ description: "the ledger has the account" }),
    frozen: Type.Boolean(),
  },
  closed,
);

export const Me = Type.Object(
  {
    user: Type.String(),
    roles: Type.Array(Type.String()),
    party: Type.Object({ id: Id, name: Type.String(), account: Type.String() }, closed),
  },
  closed,
);
