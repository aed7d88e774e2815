import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Day, Id, Instant, Money, nullable } from "./common.ts";

const Rate = Type.String({
  pattern: "^(0(\\.\\d{1,6})?|1(\\.0{1,6})?)$",
  description: "a year, as a fraction of at most 6 decimals",
});
const Bps = Type.Integer({ minimum: 0, maximum: 10_000, description: "in basis points" });
const Days = Type.Integer({ minimum: 0, maximum: 365 });
const Document = Type.Unsafe<string>({ ...Id, description: "hash of the document" });

export const NewReport = Type.Object(
  { report: Type.Integer({ minimum: 0, maximum: 63, description: "its place, from 0" }), document: Document },
  closed,
);
export const NewDefault = Type.Object(
  {
    ground: Type.Enum(["payment", "margin", "report"], {
      description: "something due is unpaid, a margin call is not cured, or a report is missing: each after its time",
    }),
  },
  closed,
);

const VotesBy = Type.Unsafe<string>({ ...Instant, description: "last instant to vote, at most 30 days ahead" });
const Changes = Type.Object(
  {
    rate: Type.Optional(Rate),
    lateRate: Type.Optional(Rate),
    maturity: Type.Optional(Day),
    maxLtvBps: Type.Optional(Bps),
    drawLtvBps: Type.Optional(Bps),
    graceDays: Type.Optional(Days),
    cureDays: Type.Optional(Days),
    availableUntil: Type.Optional(Instant),
  },
  { ...closed, minProperties: 1, description: "rate, late rate and maturity need every lender; the rest a majority" },
);
export const NewVote = Type.Union([
  Type.Object(
    {
      motion: Type.Literal("waiver"),
      votesBy: VotesBy,
      document: Document,
      until: Type.Unsafe<string>({ ...Instant, description: "up to which no breach is recorded again" }),
    },
    closed,
  ),
  Type.Object({ motion: Type.Literal("amendment"), votesBy: VotesBy, document: Document, changes: Changes }, closed),
  Type.Object({ motion: Type.Literal("acceleration"), votesBy: VotesBy, document: Document }, closed),
]);
export const NewBallot = Type.Object(
  { vote: Type.Integer({ minimum: 1, maximum: 4_294_967_295, description: "the vote's number" }) },
  closed,
);
export const VoteRelease = Type.Object({ voter: Type.Optional(Id) }, closed);

/** At the end of the day that was asked for. */
export const Covenants = Type.Object(
  {
    ltv: nullable(
      Type.Object(
        {
          outstanding: Money,
          value: Type.Unsafe<object>({ ...Money, description: "what the collateral counts for" }),
          bps: Type.Union([Type.Integer(), Type.Null()], {
            description: "rounded down, for people; null where a loan stands on nothing",
          }),
          maxBps: Type.Integer(),
          breached: Type.Boolean(),
          cureByPayment: Type.Unsafe<object>({ ...Money, description: "the least payment of principal that cures it" }),
          cureByValue: Type.Unsafe<object>({ ...Money, description: "the least value to be added that cures it" }),
        },
        closed,
      ),
    ),
    marginCall: nullable(Type.Object({ calledAt: Instant, outstanding: Money, value: Money, cureBy: Instant }, closed)),
    default: nullable(Type.Object({ ground: NewDefault.properties.ground, recordedAt: Instant }, closed)),
    waivedUntil: nullable(Instant),
    accelerated: Type.Boolean(),
    reports: Type.Array(
      Type.Object({ due: Day, state: Type.Enum(["due", "filed", "late", "missed"]), document: nullable(Id) }, closed),
    ),
  },
  closed,
);

export const Vote = Type.Object(
  {
    number: Type.Integer(),
    motion: Type.Enum(["waiver", "amendment", "acceleration"]),
    status: Type.Enum(["open", "carried", "over"]),
    askedBy: PartyRef,
    askedAt: Instant,
    votesBy: Instant,
    document: Id,
    until: nullable(Instant),
    changes: nullable(Type.Required(Type.Object(Changes.properties, closed))),
    voters: Type.Array(PartyRef),
    weight: Type.Unsafe<object>({ ...Money, description: "principal and undrawn commitment that was voted with" }),
    total: Type.Unsafe<object>({ ...Money, description: "of all lenders, at the last vote" }),
  },
  closed,
);
