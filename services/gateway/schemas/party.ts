import { Type } from "typebox";

import { AddressText, closed, Day, Id, nullable } from "./common.ts";

export const Party = Type.Object(
  {
    id: Id,
    name: Type.String(),
    country: Type.String(),
    roles: Type.Array(Type.String()),
    account: Type.String({ description: "the party's account on the ledger" }),
    custody: Type.String({ description: "who keeps its keys: custodial means that the operator does" }),
    identifiers: Type.Array(Type.Object({ scheme: Type.String(), value: Type.String() }, closed), {
      description: "shown to the party itself, to operators and to auditors",
    }),
    kybValidUntil: Day,
    admitted: Type.Boolean({ description: "the ledger has the account" }),
    frozen: Type.Boolean(),
  },
  closed,
);

export const Me = Type.Object(
  {
    id: Type.String(),
    user: Type.String(),
    roles: Type.Array(Type.String()),
    custody: nullable(
      Type.Enum(["custodial", "external", "hsm"], { description: "who keeps the user's key, if it has one" }),
    ),
    party: Type.Object({ id: Id, name: Type.String(), account: AddressText, roles: Type.Array(Type.String()) }, closed),
  },
  closed,
);
