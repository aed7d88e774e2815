import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Instant, Money, nullable } from "./common.ts";

export const OFFER_STATUSES = ["open", "withdrawn", "expired", "used"] as const;
/** Conventions whose days the ledger itself can count. */
export const OFFER_DAY_COUNTS = ["ACT/360", "ACT/365F"] as const;

export const StandingOffer = Type.Object(
  {
    id: Type.String(),
    status: Type.Enum([...OFFER_STATUSES]),
    financier: PartyRef,
    seller: nullable(PartyRef),
    debtor: nullable(PartyRef),
    limit: Money,
    used: Money,
    rateBps: Type.Integer({ description: "annual discount rate on face, in basis points" }),
    dayCount: Type.Enum([...OFFER_DAY_COUNTS]),
    maxDays: Type.Integer({ description: "longest time to the due date" }),
    until: Instant,
    entrusted: Type.Boolean({ description: "whether one's claims are sold to it as soon as they are acknowledged" }),
  },
  closed,
);

export const StandingQuote = Type.Object(
  { amount: Money, discount: Money, price: Money, days: Type.Integer(), basis: Type.Integer(), apr: Type.String() },
  closed,
);
