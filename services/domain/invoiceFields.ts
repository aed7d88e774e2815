import type { DocumentField } from "./documentTree.ts";
import type { Invoice } from "./invoice.ts";

/** The file an invoice was read from. */
export interface InvoiceSource {
  /** Lower-case hexadecimal SHA-256 of the bytes as received. */
  readonly sha256: string;
  readonly mediaType: string;
}

const PLAIN = [
  "syntax",
  "kind",
  "typeCode",
  "number",
  "issueDate",
  "dueDate",
  "dueSource",
  "currency",
  "payable",
  "grandTotal",
  "prepaid",
  "rounding",
  "iban",
  "lines",
  "attachments",
] as const satisfies readonly (keyof Invoice)[];
const OF_PARTY = ["name", "vat", "legalId", "partyId", "endpoint", "country"] as const;

/**
 * The fields of an invoice's document tree: the name of each property that is present, amounts in minor units, parties and
 * lists by dotted path (seller.vat, precedingInvoices.0), and the source. Flags are a reader's opinion and stay out.
 */
export function invoiceFields(invoice: Omit<Invoice, "fields" | "flags">, source: InvoiceSource): DocumentField[] {
  const parties = (["seller", "buyer", "payee"] as const).flatMap((role) =>
    OF_PARTY.map((name) => field(`${role}.${name}`, invoice[role]?.[name])),
  );
  return [
    ...PLAIN.map((name) => field(name, invoice[name])),
    ...parties,
    ...invoice.precedingInvoices.flatMap(({ number, issueDate }, at) => [
      field(`precedingInvoices.${at.toString()}`, number),
      field(`precedingInvoices.${at.toString()}.issueDate`, issueDate),
    ]),
    field("source.sha256", source.sha256),
    field("source.mediaType", source.mediaType),
  ].flat();
}

function field(path: string, value: string | number | bigint | undefined): DocumentField[] {
  return value === undefined ? [] : [{ path, value: value.toString() }];
}
