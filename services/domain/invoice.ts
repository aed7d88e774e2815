import type { CalendarDate } from "./date.ts";
import type { DocumentField } from "./documentTree.ts";

export interface InvoiceParty {
  readonly name?: string;
  readonly vat?: string;
  readonly legalId?: string;
  readonly partyId?: string;
  readonly endpoint?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** What a reader noticed and a person should see; none of them refuses the invoice by itself. */
export type InvoiceFlag =
  /** The payee is not the seller: the claim may already be assigned to it. */
  | "payee-differs"
  | "due-before-issue"
  /** VAT is accounted in another currency than the invoice's. */
  | "tax-currency"
  /** A name or number holds invisible, bidirectional or mixed-script characters. */
  | "suspicious-characters"
  | "self-billed"
  | "corrects-another"
  | "signed";

/** An earlier invoice, as a later document names it. */
export interface InvoiceReference {
  readonly number: string;
  readonly issueDate?: CalendarDate;
}

/** One invoice, whatever it was written in. Amounts are minor units of `currency`; what the document lacks is absent. */
export interface Invoice {
  readonly syntax: "UBL" | "CII" | "EFAPIAO" | "JSON";
  readonly kind: "invoice" | "credit-note";
  /** UNTDID 1001 (BT-3). */
  readonly typeCode?: string;
  readonly number: string;
  readonly issueDate: CalendarDate;
  readonly dueDate?: CalendarDate;
  /** The element the due date was read from, or who supplied it. */
  readonly dueSource?: string;
  readonly currency: string;
  /** The amount due for payment (BT-115): this becomes the claim's face, not the total with VAT. */
  readonly payable: bigint;
  readonly grandTotal?: bigint;
  readonly prepaid?: bigint;
  readonly rounding?: bigint;
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  readonly payee?: InvoiceParty;
  readonly iban?: string;
  readonly precedingInvoices: readonly InvoiceReference[];
  readonly lines: number;
  readonly attachments: number;
  readonly flags: readonly InvoiceFlag[];
  /** What goes into the document tree: every canonical field present, and the source's SHA-256 and media type. */
  readonly fields: readonly DocumentField[];
}
