import { parseDate } from "../domain/date.ts";
import { exponentOf } from "../domain/currency.ts";
import type { Invoice, InvoiceParty, InvoiceReference } from "../domain/invoice.ts";
import { invoiceFields } from "../domain/invoiceFields.ts";
import type { InvoiceSource } from "../domain/invoiceFields.ts";
import { normalizeNumber } from "../domain/invoiceNumber.ts";
import { amountIn } from "./amount.ts";
import { attachmentFields } from "./attachments.ts";
import { flagsOf } from "./flags.ts";
import { lineFields } from "./lines.ts";
import { present } from "./present.ts";
import { refusal } from "./problem.ts";
import type { RawInvoice, RawParty, RawReference, RawText } from "./raw.ts";
import { cleanText } from "./text.ts";
import { isCreditNoteCode } from "./typeCode.ts";

/**
 * Checks every value a reader found and makes the one canonical invoice of it.
 * The currency is judged first, because no amount means anything without it; then amounts, number and dates.
 *
 * @throws DomainError see `DocumentProblem`, and the domain's refusals of currencies, amounts, dates and numbers
 */
export function canonicalInvoice(raw: RawInvoice, source: InvoiceSource): Invoice {
  const currency = currencyOf(raw);
  const payable = required(raw, "payable", raw.payable);
  const amounts = {
    payable: amountIn(currency, payable),
    grandTotal: raw.grandTotal && amountIn(currency, raw.grandTotal),
    prepaid: raw.prepaid && amountIn(currency, raw.prepaid),
    rounding: raw.rounding && amountIn(currency, raw.rounding),
  };
  const number = numberOf(raw);
  const issueDate = required(raw, "issueDate", raw.issueDate);
  const typeCode = optional(raw.typeCode);
  const payee = partyOf(raw.payee);
  const invoice = {
    syntax: raw.syntax,
    kind: raw.kind === "credit-note" || isCreditNoteCode(typeCode) ? ("credit-note" as const) : ("invoice" as const),
    number,
    issueDate: parseDate(issueDate.text, issueDate.at),
    currency,
    ...present({
      ...amounts,
      typeCode,
      dueDate: raw.dueDate && parseDate(raw.dueDate.text, raw.dueDate.at),
      dueSource: raw.dueSource,
      payee: Object.keys(payee).length > 0 ? payee : undefined,
      iban: optional(raw.iban),
    }),
    payable: amounts.payable,
    seller: partyOf(raw.seller),
    buyer: partyOf(raw.buyer),
    precedingInvoices: raw.precedingInvoices.map(referenceOf),
    lines: raw.lines.length,
    attachments: raw.attachments.length,
  };
  return {
    ...invoice,
    flags: flagsOf(invoice, { taxCurrency: optional(raw.taxCurrency), signed: raw.signed }),
    fields: [
      ...invoiceFields(invoice, source),
      ...lineFields(raw.lines, currency),
      ...attachmentFields(raw.attachments),
    ],
  };
}

function referenceOf({ number, issueDate }: RawReference): InvoiceReference {
  const day = issueDate && parseDate(issueDate.text, issueDate.at);
  return { number: cleanText(number), ...present({ issueDate: day }) };
}

/** UBL 2.0 had no currency of the document: each amount carries its own. */
function currencyOf(raw: RawInvoice): string {
  const { currency, payable } = raw;
  const stated = currency ?? (payable?.currency === undefined ? undefined : { text: payable.currency, at: payable.at });
  const { text, at } = required(raw, "currency", stated);
  exponentOf(text, at);
  return text;
}

function numberOf(raw: RawInvoice): string {
  const found = required(raw, "number", raw.number);
  const number = cleanText(found);
  normalizeNumber(number, found.at); // refuses a number that is empty to the eye
  return number;
}

function required<T extends RawText>(raw: RawInvoice, name: string, found: T | undefined): T {
  if (found) return found;
  throw refusal("missing-field", `the document has no ${name}`, `${raw.at}/${name}`);
}

const optional = (raw: RawText | undefined): string | undefined => raw && cleanText(raw);

const partyOf = (raw: RawParty): InvoiceParty =>
  present({
    name: optional(raw.name),
    vat: optional(raw.vat),
    legalId: optional(raw.legalId),
    partyId: optional(raw.partyId),
    endpoint: optional(raw.endpoint),
    country: optional(raw.country),
  });
