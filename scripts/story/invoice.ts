import { readFileSync } from "node:fs";

import { readInvoice } from "../../services/documents/readInvoice.ts";
import { addDays } from "../../services/domain/date.ts";
import type { CalendarDate } from "../../services/domain/date.ts";
import type { Invoice, InvoiceParty } from "../../services/domain/invoice.ts";

export interface StoryInvoice {
  readonly bytes: Uint8Array;
  readonly invoice: Invoice;
  /** The same invoice, its number spelt otherwise. */
  readonly respelt: Uint8Array;
  readonly sellerIds: readonly string[];
  readonly buyerIds: readonly string[];
}

const idsOf = ({ vat, legalId, partyId }: InvoiceParty): string[] => [
  ...new Set([vat, legalId, partyId].filter((id) => id !== undefined)),
];

/**
 * Reads an invoice from disk. With a suffix its number and its parties' identifiers get that ending, so that the story can
 * be told again and again on one ledger, which knows every invoice for ever.
 */
export function storyInvoice(file: string | URL, suffix = ""): StoryInvoice {
  const original = readFileSync(file, "utf8");
  const first = readInvoice(Buffer.from(original), "application/xml");
  const changed = [first.number, ...idsOf(first.seller), ...idsOf(first.buyer)].reduce(
    (text, value) => (suffix === "" ? text : text.replaceAll(`>${value}<`, `>${value}${suffix}<`)),
    original,
  );
  const bytes = Buffer.from(changed);
  const invoice = readInvoice(bytes, "application/xml");
  const respelt = Buffer.from(changed.replace(`>${invoice.number}<`, `>  ${invoice.number.toLowerCase()} <`));
  return { bytes, invoice, respelt, sellerIds: idsOf(invoice.seller), buyerIds: idsOf(invoice.buyer) };
}

/** A day to trade on: today, or for an invoice of the past the thirtieth day before it falls due. */
export function valueDateOf({ dueDate }: Invoice, today: CalendarDate): CalendarDate {
  if (dueDate === undefined) throw new Error("the story's invoice says when it is due");
  return dueDate > today ? today : addDays(dueDate, -30);
}
