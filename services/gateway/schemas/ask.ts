import { Type } from "typebox";

import { AddressText, closed, Id, Instant, Money, nullable } from "./common.ts";

export const ASK_STATUSES = ["open", "filled", "cancelled", "expired"] as const;

export const PartyRef = Type.Object({ id: nullable(Id), name: nullable(Type.String()), account: AddressText }, closed);

export const Ask = Type.Object(
  {
    id: Type.String(),
    status: Type.Enum([...ASK_STATUSES]),
    receivable: Id,
    seller: PartyRef,
    amount: Money,
    price: Money,
    filled: Money,
    expiresAt: Instant,
    named: Type.Boolean({ description: "open to named buyers only" }),
  },
  closed,
);
