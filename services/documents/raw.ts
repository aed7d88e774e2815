import type { Invoice } from "../domain/invoice.ts";

/** A text of the document as it stands there. */
export interface RawText {
  readonly text: string;
  /** Where: a path of element names, or a JSON pointer. */
  readonly at: string;
}

export interface RawAmount extends RawText {
  readonly currency?: string | undefined;
  /** "major": xsd:decimal of the currency's major unit; "minor": an integer of its minor units. */
  readonly unit: "major" | "minor";
}

export interface RawParty {
  readonly name?: RawText | undefined;
  readonly vat?: RawText | undefined;
  readonly legalId?: RawText | undefined;
  readonly partyId?: RawText | undefined;
  readonly endpoint?: RawText | undefined;
  readonly country?: RawText | undefined;
}

export interface RawLine {
  readonly id?: RawText | undefined;
  readonly description?: RawText | undefined;
  readonly quantity?: RawText | undefined;
  readonly unit?: RawText | undefined;
  readonly netAmount?: RawAmount | undefined;
}

export interface RawAttachment {
  /** As declared in the document. */
  readonly mediaType: RawText;
  readonly base64: RawText;
}

/** Another invoice, as the document names it. */
export interface RawReference {
  readonly number: RawText;
  readonly issueDate?: RawText | undefined;
}

/** What a reader found, not yet judged: no value is checked, every one may be missing. */
export interface RawInvoice extends Pick<Invoice, "syntax" | "kind"> {
  /** Where the document starts, for what is missing: a root element's name, or "" for JSON. */
  readonly at: string;
  readonly typeCode?: RawText | undefined;
  readonly number?: RawText | undefined;
  readonly issueDate?: RawText | undefined;
  readonly dueDate?: RawText | undefined;
  readonly dueSource?: string | undefined;
  readonly currency?: RawText | undefined;
  readonly taxCurrency?: RawText | undefined;
  readonly payable?: RawAmount | undefined;
  readonly grandTotal?: RawAmount | undefined;
  readonly prepaid?: RawAmount | undefined;
  readonly rounding?: RawAmount | undefined;
  readonly seller: RawParty;
  readonly buyer: RawParty;
  readonly payee: RawParty;
  readonly iban?: RawText | undefined;
  readonly precedingInvoices: readonly RawReference[];
  readonly lines: readonly RawLine[];
  readonly attachments: readonly RawAttachment[];
  readonly signed: boolean;
}
