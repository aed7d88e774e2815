import { Type } from "typebox";

import { PartyRef, Sold } from "./ask.ts";
import { closed, Instant, Money, nullable } from "./common.ts";

export const BID_STATUSES = ["open", "accepted", "withdrawn", "passed", "expired", "lapsed"] as const;

export const Bid = Type.Object(
  {
    id: Type.String(),
    ask: Type.String(),
    status: Type.Enum([...BID_STATUSES], {
      description: "passed: a round went to another because of the hindrance; lapsed: its ask is over",
    }),
    hindrance: nullable(Type.Enum(["not-entitled", "short-of-cash", "above-limit"])),
    ...Sold,
    bidder: PartyRef,
    seller: PartyRef,
    amount: Money,
    price: Money,
    counterOffer: nullable(Type.Object({ price: Money, expiresAt: Instant }, closed)),
    expiresAt: Instant,
    placedAt: Instant,
  },
  closed,
);
