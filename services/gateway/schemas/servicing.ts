import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Day, Id, Instant, Money, nullable, Text, textOf } from "./common.ts";

/** Seconds that fit 32 bits, in days. */
const MOST_DAYS = 40_000;
const Days = (meaning: string) => Type.Integer({ minimum: 0, maximum: MOST_DAYS, description: meaning });
export const MakingName = Type.Enum(["paid", "owed", "reduced"], {
  description:
    "paid: the seller pays the amount in when the debtor accepts; owed: it owes it from then on; reduced: its own units are burnt, while nothing was received yet",
});

export const Reason = Type.Object({ reason: Text }, closed);
export const NewDispute = Type.Object({ amount: Money, resolveBy: Instant, reason: Text }, closed);
export const NewCredit = Type.Object(
  { amount: Money, making: MakingName, number: textOf(140, "the credit note's number") },
  closed,
);
const BasisPoints = Type.Integer({ minimum: 1, maximum: 9_999, description: "hundredths of a percent" });
export const NewDiscount = Type.Object({ basisPoints: BasisPoints, until: Instant }, closed);
export const OneAmount = Type.Object({ amount: Money }, closed);
const dueDate = {
  dueDate: Day,
  dueZone: Type.Optional(textOf(60, "IANA zone in which the due date ends, default UTC")),
};
export const DueDate = Type.Object(dueDate, closed);
export const AcceptedAmendment = Type.Object(
  {
    ...dueDate,
    documentRoot: Type.Optional(
      Type.Unsafe<string>({
        ...Id,
        description: "of the corrected document that was read; refused if it is another now",
      }),
    ),
  },
  closed,
);
export const NewRecourse = Type.Object(
  {
    graceDays: Days("after the due date, from which holders can put their units"),
    buyBackDays: Days("that the seller has to pay from then on"),
  },
  closed,
);
export const OfHolder = Type.Object({ holder: Id }, closed);
export const OfHolderOrSelf = Type.Object({ holder: Type.Optional(Id) }, closed);

/** What servicing adds to a claim as the API shows it. */
export const servicing = {
  diluted: Type.Unsafe<object>({
    ...Money,
    description: "taken off the debt by credit notes; the seller owes it instead",
  }),
  sellerDue: Money,
  dispute: nullable(
    Type.Object(
      { amount: Money, resolveBy: Instant, overdue: Type.Boolean(), reason: nullable(Type.String()) },
      closed,
    ),
  ),
  creditNote: nullable(Type.Object({ amount: Money, making: MakingName, number: nullable(Type.String()) }, closed)),
  amendment: nullable(
    Type.Object(
      {
        dueAt: Instant,
        documentRoot: Type.Unsafe<string>({ ...Id, description: "of the claim's document, or of a corrected one" }),
      },
      closed,
    ),
  ),
  recourse: nullable(Type.Object({ opensAt: Instant, buyBackDays: Type.Integer() }, closed)),
  discount: nullable(
    Type.Object(
      {
        basisPoints: BasisPoints,
        until: Instant,
        amount: Type.Unsafe<object>({ ...Money, description: "that the debtor can keep once it has paid the rest" }),
        taken: nullable(Money),
      },
      closed,
    ),
  ),
  rejection: nullable(Type.Object({ at: Instant, reason: nullable(Type.String()) }, closed)),
};

export const Put = Type.Object(
  {
    holder: PartyRef,
    amount: Money,
    price: Type.Unsafe<object>({ ...Money, description: "for which the seller can buy back now" }),
    deadline: Instant,
    breached: Type.Boolean({ description: "derived: the deadline is over" }),
  },
  closed,
);
export const Puts = Type.Object({ puts: Type.Array(Put) }, closed);
