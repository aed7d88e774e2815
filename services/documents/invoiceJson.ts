import { Type } from "typebox";
import type { Static } from "typebox";

import { MAX_DESCRIPTION, MAX_TEXT } from "./limits.ts";

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1, maxLength: MAX_TEXT });
const Day = Type.String({ format: "date", description: "A day, YYYY-MM-DD" });
const Amount = Type.Object(
  {
    currency: Type.String({ description: "ISO 4217" }),
    amount: Type.String({ description: "Minor units, in plain digits" }),
  },
  closed,
);
const Party = Type.Object(
  {
    name: Type.Optional(Text),
    vat: Type.Optional(Text),
    legalId: Type.Optional(Text),
    partyId: Type.Optional(Text),
    endpoint: Type.Optional(Text),
    country: Type.Optional(Type.String({ description: "ISO 3166-1 alpha-2", maxLength: 2 })),
  },
  closed,
);
const Line = Type.Object(
  {
    id: Type.Optional(Text),
    description: Type.Optional(Type.String({ maxLength: MAX_DESCRIPTION })),
    quantity: Type.Optional(Type.String({ description: "A decimal number", maxLength: 40 })),
    unit: Type.Optional(Text),
    netAmount: Type.Optional(Amount),
  },
  closed,
);

/** An invoice as JSON: what UBL and CII say in XML, under the names of the canonical invoice. The currency is the payable amount's. */
export const InvoiceJson = Type.Object(
  {
    kind: Type.Optional(Type.Union([Type.Literal("invoice"), Type.Literal("credit-note")])),
    typeCode: Type.Optional(Type.String({ description: "UNTDID 1001", maxLength: 20 })),
    number: Text,
    issueDate: Day,
    dueDate: Type.Optional(Day),
    payable: Amount,
    grandTotal: Type.Optional(Amount),
    prepaid: Type.Optional(Amount),
    rounding: Type.Optional(Amount),
    seller: Party,
    buyer: Party,
    payee: Type.Optional(Party),
    iban: Type.Optional(Text),
    precedingInvoices: Type.Optional(
      Type.Array(
        Type.Union([Text, Type.Object({ number: Text, issueDate: Type.Optional(Day) }, closed)], {
          description: "Numbers of earlier invoices, with their dates where these are known",
        }),
      ),
    ),
    lines: Type.Optional(Type.Array(Line)),
  },
  closed,
);

export type InvoiceJson = Static<typeof InvoiceJson>;
