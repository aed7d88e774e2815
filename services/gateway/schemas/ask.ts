import { Type } from "typebox";

import { AddressText, closed, Id, Instant, Money, nullable } from "./common.ts";

export const ASK_STATUSES = ["open", "closing", "filled", "cancelled", "expired", "unsold"] as const;
export const ASK_KINDS = ["ask", "round"] as const;

export const PartyRef = Type.Object({ id: nullable(Id), name: nullable(Type.String()), account: AddressText }, closed);

/** The number that the ledger gave to an ask, a bid, a standing offer. */
export const NumberParams = Type.Object(
  { id: Type.String({ pattern: "^[1-9]\\d{0,17}$", description: "its number on the ledger" }) },
  closed,
);

export const Ask = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum([...ASK_KINDS]),
    status: Type.Enum([...ASK_STATUSES], {
      description: "closing: a round whose deadline has passed and that anyone may close",
    }),
    receivable: Id,
    seller: PartyRef,
    amount: Money,
    price: nullable(Type.Unsafe<object>(Type.Ref("Money"))),
    floor: Money,
    filled: Money,
    deadline: nullable(Instant),
    expiresAt: Instant,
    named: Type.Boolean({ description: "open to named buyers only" }),
    bestBid: nullable(Type.Object({ id: Type.String(), amount: Money, price: Money }, closed)),
  },
  closed,
);
