import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Id, Instant, Money, nullable, Text } from "./common.ts";

/** As in Guarantees.sol. */
export const MOST_SHARES = 8;
const MOST_DAYS = 40_000;
const Bps = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: "ten-thousandths of the loss that the layer bears; 0: first loss, all that the layers before it leave",
});
const ShareNumber = Type.Integer({ minimum: 0, maximum: MOST_SHARES - 1, description: "number of the share, from 0" });
const Described = (description: string) => Type.Unsafe<object>({ ...Money, description });

const NewShare = Type.Object(
  {
    guarantor: Id,
    weight: Type.Integer({ minimum: 1, maximum: 65_535, description: "over the weights of all shares of the layer" }),
    premium: Money,
    reserve: Money,
  },
  closed,
);
const NewLayer = Type.Object(
  { bps: Bps, cap: Money, validUntil: Instant, shares: Type.Array(NewShare, { minItems: 1, maxItems: MOST_SHARES }) },
  closed,
);
export const NewGuarantee = Type.Object(
  {
    receivable: Type.Optional(Id),
    facility: Type.Optional({ ...Id, description: "in place of a receivable: one of the two" }),
    graceDays: Type.Integer({
      minimum: 0,
      maximum: MOST_DAYS,
      description: "after the due date, or the facility's acceleration, from which cover can be demanded",
    }),
    layers: Type.Array(NewLayer, {
      minItems: 1,
      maxItems: MOST_SHARES,
      description: "in the order in which they bear a loss; money that comes back takes the reverse order",
    }),
  },
  closed,
);
export const OfShare = Type.Object({ share: ShareNumber }, closed);
export const NewAcceptance = Type.Object({ share: ShareNumber, terms: Id }, closed);
export const NewReserve = Type.Object({ share: ShareNumber, amount: Money }, closed);
export const NewDemand = Type.Object({ reason: Text }, closed);

const Share = Type.Object(
  {
    share: ShareNumber,
    guarantor: PartyRef,
    weight: Type.Integer(),
    premium: Money,
    reserveAsked: Described("to be set aside on acceptance"),
    accepted: Type.Boolean(),
    premiumPaid: Type.Boolean(),
    inForce: Type.Boolean({ description: "derived: accepted, paid for and not expired; else it covers nothing" }),
    reserve: Described("set aside now"),
    due: Described("owed to the holders now"),
    paid: Described("paid to the holders"),
    recoverable: Described("came back for it, and can be fetched"),
    recovered: Described("fetched"),
    releasable: Described("of the reserve, what it can no longer be asked for"),
  },
  closed,
);

const Layer = Type.Object(
  { layer: Type.Integer(), bps: Bps, cap: Money, validUntil: Instant, shares: Type.Array(Share) },
  closed,
);

export const Guarantee = Type.Object(
  {
    id: Type.String({ description: "that of its receivable or facility, which has one guarantee at most" }),
    receivable: nullable(Id),
    facility: nullable(Id),
    arranger: PartyRef,
    terms: Type.String({ description: "hash of what was offered, which each guarantor accepts" }),
    accepted: Type.Boolean({ description: "by one guarantor at least: the terms stand" }),
    offeredAt: Instant,
    demandFrom: nullable(
      Type.String({
        format: "date-time",
        description: "derived: from then on cover can be demanded; null while a facility is not accelerated",
      }),
    ),
    demand: nullable(
      Type.Object({ at: Instant, holder: PartyRef, loss: Money, reason: nullable(Type.String()) }, closed),
    ),
    loss: Described("owed by the debtor now, cover or no cover"),
    paid: Described("by all guarantors"),
    outstanding: Described("of that, what has not come back; of a facility with the interest that has run on it"),
    layers: Type.Array(Layer),
  },
  closed,
);

export const Exposure = Type.Object(
  {
    exposure: Type.Array(
      Type.Object(
        {
          currency: Type.String(),
          layer: Type.Integer({ description: "number of the layer in its guarantee" }),
          guarantees: Type.Integer({ description: "in which one's cover is in force" }),
          covered: Described("most that one can be asked for"),
          reserve: Money,
          due: Money,
          paid: Money,
          recovered: Money,
          outstanding: Described("paid, and not come back"),
        },
        closed,
      ),
    ),
  },
  closed,
);
