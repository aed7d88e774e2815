import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { BankReference, closed, Day, Id, Instant, Money, nullable, Text } from "./common.ts";

export const NewRecall = Type.Object({ bankReference: BankReference, amount: Money, reason: Text }, closed);
export const BooksParams = Type.Object(
  { currency: Type.String({ pattern: "^[A-Z]{3}$", description: "an ISO 4217 code in capitals" }) },
  closed,
);
export const BooksQuery = Type.Object(
  {
    date: Type.Unsafe<string>({ ...Day, description: "a day in UTC, by the chain's clock" }),
    format: Type.Optional(Type.Enum(["json", "csv"], { description: "default json" })),
  },
  closed,
);

const meant = (description: string) => Type.Unsafe<object>({ ...Money, description });
const Reference = {
  bankReference: nullable(Type.String({ description: "null where another service booked it" })),
  reference: Id,
  bank: PartyRef,
  amount: Money,
};

const Booked = Type.Object(
  {
    ...Reference,
    kind: Type.Enum(["deposit", "wire", "payout", "recalled deposit", "recalled wire"]),
    party: nullable(PartyRef),
    receivable: nullable(Id),
    at: Instant,
    transaction: Id,
  },
  closed,
);
const PaidIn = Type.Object(
  {
    receivable: Id,
    wired: Money,
    suspended: Money,
    fromLedger: nullable(meant("paid from cash on the ledger; for operators and auditors")),
    withdrawn: nullable(meant("by holders; for operators and auditors")),
  },
  closed,
);
const Refused = Type.Object({ ...Reference, available: Money, reason: Type.String(), at: Instant }, closed);

/** A day's books of one currency. */
export const Books = Type.Object(
  {
    currency: Type.String(),
    date: Day,
    complete: Type.Boolean({
      description: "whether the chain's clock has passed the day, so that nothing can be added",
    }),
    opening: meant("of all deposits at the settlement banks"),
    minted: Type.Object({ deposits: Money, wires: meant("booked straight into claims") }, closed),
    burnt: Type.Object({ payouts: Money, recalledDeposits: Money, recalledWires: Money }, closed),
    closing: meant("opening and what was minted, less what was burnt"),
    held: Type.Object(
      {
        byParties: Money,
        forPayouts: meant("locked until a bank has paid it out or rejected it"),
        unwithdrawn: meant("received by claims and not withdrawn, with what rounding keeps until they close"),
        suspense: meant("received in excess, to be refunded or recalled"),
        byOtherContracts: meant("reserves and the like"),
      },
      { ...closed, description: "where closing stood when the day ended" },
    ),
    dust: meant("what rounding left over of claims that closed on the day, paid to their sellers"),
    checks: Type.Array(
      Type.Object({ name: Type.String(), expected: Money, found: Money, holds: Type.Boolean() }, closed),
      { description: "sums that have to be equal; one that is not is an incident" },
    ),
    paidIn: Type.Array(PaidIn, { description: "by claim; for a bank those for which it booked wires on the day" }),
    booked: Type.Array(Booked, { description: "every bank reference of the day; for a bank its own" }),
    refusedRecalls: Type.Array(Refused, { description: "recalls that came too late; for a bank its own" }),
  },
  closed,
);
