import { Type } from "typebox";
import type { Static } from "typebox";

import { PartyRef } from "./ask.ts";
import { Covenants, Vote } from "./covenant.ts";
import { closed, Day, Id, Instant, Money, nullable, Text } from "./common.ts";
import { Convention, Rate } from "./loanTerms.ts";

const Bps = (meaning: string) =>
  Type.Integer({ minimum: 0, maximum: 10_000, description: `${meaning}, in basis points` });
const Collateral = Type.Object(
  {
    maxLtvBps: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description: "loan to value above which a margin call may be made, in basis points",
    }),
    drawLtvBps: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description: "up to which may be drawn, at most the former",
    }),
    policy: Type.Enum(["lowest", "latest"], { description: "which valuation of an asset counts where several hold" }),
  },
  { ...closed, description: "of a secured facility; left out, nothing secures it" },
);
const Commitment = Type.Object({ lender: Id, amount: Money }, closed);

export const NewFacility = Type.Object(
  {
    agent: Type.Unsafe<string>({ ...Id, description: "one of the lenders, which confirms the conditions for all" }),
    commitments: Type.Array(Commitment, {
      minItems: 1,
      maxItems: 32,
      description: "of each lender, for its own part only",
    }),
    rate: Rate,
    lateRate: Type.Unsafe<string>({ ...Rate, description: "added on what is overdue" }),
    convention: Convention,
    collateral: Type.Optional(Collateral),
    feeBps: Bps("of each drawdown, due when it is drawn"),
    majorityBps: Type.Integer({
      minimum: 5_000,
      maximum: 10_000,
      description: "of the lenders' weight, above which a vote carries",
    }),
    availableUntil: Type.Unsafe<string>({ ...Instant, description: "last instant in which a draw may be requested" }),
    maturity: Day,
    graceDays: Type.Integer({
      minimum: 0,
      maximum: 365,
      description: "after a due day, before the borrower is in default",
    }),
    cureDays: Type.Integer({ minimum: 0, maximum: 365, description: "to cure a margin call" }),
    calendarOffset: Type.Optional(
      Type.Integer({
        minimum: -86_400,
        maximum: 86_400,
        description: "seconds by which the facility's calendar is ahead of UTC, default 0",
      }),
    ),
    documentRoot: Type.Unsafe<string>({ ...Id, description: "root of the contract's document tree" }),
    conditions: Type.Array(Text, { maxItems: 32, description: "that the agent confirms before anything is drawn" }),
    reportDates: Type.Array(Day, { maxItems: 40, description: "by which the borrower reports, ascending" }),
  },
  closed,
);

export const Satisfied = Type.Object(
  { condition: Type.Integer({ minimum: 0, maximum: 31, description: "its place, from 0" }), evidence: Text },
  closed,
);

const Part = Type.Object({ due: Day, principal: Money }, closed);

export const NewDraw = Type.Object(
  {
    amount: Money,
    minimum: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "the least that the borrower takes" }),
    fundBy: Instant,
    schedule: Type.Union([
      Type.Object(
        {
          kind: Type.Enum(["bullet", "equal-principal", "annuity"]),
          dueDates: Type.Array(Day, { minItems: 1, maxItems: 120 }),
        },
        closed,
      ),
      Type.Object(
        { kind: Type.Literal("custom"), instalments: Type.Array(Part, { minItems: 1, maxItems: 120 }) },
        closed,
      ),
    ]),
  },
  closed,
);

export const FacilityPayment = Type.Object(
  {
    amount: Money,
    drawdown: Type.Optional(
      Type.Unsafe<string>({ ...Id, description: "the drawdown to pay on; else the oldest due, then the next" }),
    ),
  },
  closed,
);
export const ReclaimFor = Type.Object({ lender: Type.Optional(Id) }, closed);
export const UnitsTransfer = Type.Object({ to: Id, amount: Money, reference: Text }, closed);
export const NewNovation = Type.Object({ to: Id, amount: Money }, closed);
export const NovationConsent = Type.Object({ from: Id, to: Id, amount: Money }, closed);
export const NovationTaking = Type.Object({ from: Id, amount: Money }, closed);
export const AsOf = Type.Object(
  {
    asOf: Type.Optional(
      Type.Unsafe<string>({ ...Day, description: "a day of the facility's calendar, default today" }),
    ),
  },
  closed,
);

const Debt = Type.Object({ fees: Money, interest: Money, principal: Money }, closed);
const Instalment = Type.Object({ due: Day, principal: Money }, closed);

const DrawdownFields = {
  id: Id,
  facility: Id,
  status: Type.Enum(["drawn", "repaid"]),
  principal: Money,
  drawnOn: Day,
  schedule: Type.Array(Instalment),
  asOf: Day,
  owed: Type.Unsafe<object>({ ...Debt, description: "at the end of the day, due or not" }),
  due: Type.Unsafe<object>({ ...Debt, description: "of it, what is due" }),
  dueSince: nullable(Day),
  inDefault: Type.Boolean({ description: "derived: something due is unpaid after the days of grace" }),
};

export const Drawdown = Type.Object(
  {
    ...DrawdownFields,
    payments: Type.Array(Type.Object({ day: Day, payer: PartyRef, ...Debt.properties }, closed)),
    holders: Type.Array(Type.Object({ holder: PartyRef, amount: Money }, closed)),
    mine: nullable(
      Type.Object(
        { amount: Money, outstanding: Money, accruedInterest: Money, withdrawable: Money, withdrawn: Money },
        closed,
      ),
    ),
    historyLength: Type.Integer(),
    historyHead: Id,
  },
  closed,
);

const Request = Type.Object(
  {
    id: Id,
    status: Type.Enum(["open", "drawn", "refunded"]),
    amount: Money,
    minimum: Money,
    fundBy: Instant,
    funded: Money,
    paidIn: Type.Array(Type.Object({ lender: PartyRef, amount: Money }, closed)),
  },
  closed,
);

export const FACILITY_STATUSES = ["proposed", "agreed", "suspended", "accelerated", "withdrawn"] as const;

export const Facility = Type.Object(
  {
    id: Id,
    status: Type.Enum([...FACILITY_STATUSES]),
    borrower: PartyRef,
    agent: PartyRef,
    currency: Type.String(),
    committed: Money,
    undrawn: Money,
    outstanding: Money,
    rate: Rate,
    lateRate: Rate,
    convention: Convention,
    collateral: nullable(Collateral),
    feeBps: Type.Integer(),
    majorityBps: Type.Integer(),
    availableUntil: Instant,
    maturity: Day,
    graceDays: Type.Integer(),
    documentRoot: Id,
    conditions: Type.Array(Type.Object({ text: nullable(Type.String()), satisfied: Type.Boolean() }, closed)),
    lenders: Type.Array(
      Type.Object({ lender: PartyRef, committed: Money, undrawn: Money, accepted: Type.Boolean() }, closed),
    ),
    draws: Type.Array(Request),
    drawdowns: Type.Array(Type.Object(DrawdownFields, closed)),
    covenants: Type.Optional(
      Type.Unsafe<object>({ ...Covenants, description: "at the end of the day; left out of lists, as are the votes" }),
    ),
    votes: Type.Optional(Type.Array(Vote)),
    asOf: Day,
    historyLength: Type.Integer(),
    historyHead: Id,
  },
  closed,
);
