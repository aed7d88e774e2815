import { Type } from "typebox";
import type { Static } from "typebox";

import { BankReference, closed, Day, Id, Money, Text, textOf } from "./common.ts";

const acknowledgement = {
  amount: Type.Optional(Money),
  dueDate: Type.Optional(Day),
  dueZone: Type.Optional(textOf(60, "IANA zone in which the due date ends, default UTC")),
  waivers: Type.Array(Type.Enum(["defences", "set-off"]), {
    uniqueItems: true,
    description: "what the debtor gives up against later holders",
  }),
  acceptSameNumber: Type.Optional(
    Type.Boolean({ description: "needed when the seller used the number before, with another date" }),
  ),
};
export const Acknowledgement = Type.Object(acknowledgement, closed);

/** Of a payment run: hundreds in one request. */
export const PaymentRun = Type.Object(
  {
    items: Type.Array(Type.Object({ receivable: Id, ...acknowledgement }, closed), { minItems: 1, maxItems: 500 }),
  },
  closed,
);

export const Transfer = Type.Object(
  {
    to: Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "a party's id: 32 bytes, 0x and lower-case hex" }),
    amount: Money,
    reference: textOf(140, "number of the sub-invoice that this pays"),
  },
  closed,
);

export const Cancellation = Type.Object({ reason: Text }, closed);

const FromLedger = Type.Object({ source: Type.Literal("ledger"), amount: Money }, { ...closed, $id: "LedgerPayment" });
const ByWire = Type.Object(
  { source: Type.Literal("wire"), amount: Money, bankReference: BankReference },
  { ...closed, $id: "WirePayment" },
);
export const paymentSchemas = [FromLedger, ByWire];

/** Told apart by `source`, so that a refusal is about the kind of payment that was meant. */
export const Payment = Type.Unsafe<Static<typeof FromLedger> | Static<typeof ByWire>>({
  type: "object",
  discriminator: { propertyName: "source" },
  required: ["source"],
  oneOf: [Type.Ref("LedgerPayment"), Type.Ref("WirePayment")],
});

/** What comes beside an invoice, because the document lacks it. */
export const SuppliedWithInvoice = Type.Object(
  {
    dueDate: Type.Optional(Day),
    dueZone: Type.Optional(textOf(60, "IANA zone in which the due date ends, default UTC")),
    buyerId: Type.Optional(textOf(100, "a registered identifier of the buyer")),
    sellerId: Type.Optional(textOf(100, "a registered identifier of the seller")),
    dueBeforeIssue: Type.Optional(
      Type.Enum(["confirmed"], { description: "the due date before the issue date is meant" }),
    ),
  },
  closed,
);
