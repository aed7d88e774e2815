import { Type } from "typebox";

import { AddressText, closed, Day, Id, Instant, Money, nullable } from "./common.ts";
import { Convention, Rate } from "./loanTerms.ts";

export const ASK_STATUSES = ["open", "closing", "filled", "cancelled", "expired", "unsold"] as const;
export const ASK_KINDS = ["ask", "round"] as const;

export const PartyRef = Type.Object({ id: nullable(Id), name: nullable(Type.String()), account: AddressText }, closed);

/** The number that the ledger gave to an ask, a bid, a standing offer. */
export const NumberParams = Type.Object(
  { id: Type.String({ pattern: "^[1-9]\\d{0,17}$", description: "its number on the ledger" }) },
  closed,
);

/** What units can be offered of: one of the two. */
export const Offered = {
  receivable: Type.Optional(Id),
  drawdown: Type.Optional(Type.Unsafe<string>({ ...Id, description: "a loan, in place of a receivable" })),
};

/** Of what was offered or sold, one of the two. */
export const Sold = { receivable: nullable(Id), drawdown: nullable(Id) };

const Loan = Type.Object(
  {
    facility: Id,
    borrower: PartyRef,
    facilityStatus: Type.String(),
    rate: Rate,
    lateRate: Rate,
    convention: Convention,
    maturity: Day,
    schedule: Type.Array(Type.Object({ due: Day, principal: Money }, closed), {
      description: "of the whole loan, as it was drawn",
    }),
    asOf: Day,
    outstanding: Type.Unsafe<object>({
      ...Type.Ref("Money"),
      description: "principal, as the next are, of the units that are left",
    }),
    accruedInterest: Money,
    fees: Money,
    covered: Type.Unsafe<object>({
      ...Type.Ref("Money"),
      description: "of all that, what guarantors have paid already",
    }),
    dueSince: nullable(Day),
    inDefault: Type.Boolean(),
  },
  {
    ...closed,
    description: "of a loan: whoever holds the units when the borrower pays gets it, the interest that has run too",
  },
);

export const Ask = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum([...ASK_KINDS]),
    status: Type.Enum([...ASK_STATUSES], {
      description: "closing: a round whose deadline has passed and that anyone may close",
    }),
    ...Sold,
    loan: nullable(Loan),
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
