import { Type } from "typebox";

import { closed, Id, Instant, Money, nullable, textOf } from "./common.ts";
import { MakingName } from "./servicing.ts";

export const SuppliedWithNote = Type.Object(
  {
    making: MakingName,
    receivable: Type.Optional(Id),
    sellerId: Type.Optional(textOf(100, "a registered identifier of the seller")),
    buyerId: Type.Optional(textOf(100, "a registered identifier of the buyer")),
  },
  closed,
);

const CreditNote = Type.Object(
  {
    root: Type.Unsafe<string>({ ...Id, description: "stands for the note on the ledger" }),
    number: nullable(Type.String({ description: "for seller and debtor" })),
    amount: Money,
    making: MakingName,
    status: Type.Enum(["open", "accepted", "declined"]),
    document: Type.Boolean({
      description: "whether there is one for the reader, at `.../credit-notes/{root}/document`",
    }),
    proposedAt: Instant,
    answeredAt: nullable(Instant),
  },
  closed,
);
export const CreditNotes = Type.Object({ items: Type.Array(CreditNote) }, closed);
export const NoteParams = Type.Object({ id: Id, root: Id }, closed);
