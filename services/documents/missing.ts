import type { CalendarDate } from "../domain/date.ts";
import type { Invoice } from "../domain/invoice.ts";

/** What comes beside the document, from the one who sends it. */
export interface Supplied {
  readonly dueDate?: CalendarDate | undefined;
  /** A registered identifier of the buyer. */
  readonly buyerId?: string | undefined;
  readonly sellerId?: string | undefined;
  /** The due date before the issue date is meant. */
  readonly dueBeforeIssue?: boolean | undefined;
}

export type MissingField = keyof Supplied;

/** What a claim on this invoice still needs, by the name under which it can be supplied; empty if nothing. */
export function missingFor(invoice: Invoice, supplied: Supplied = {}): MissingField[] {
  const dueDate = invoice.dueDate ?? supplied.dueDate;
  const isMissing: Record<MissingField, boolean> = {
    dueDate: dueDate === undefined,
    dueBeforeIssue: dueDate !== undefined && dueDate < invoice.issueDate && supplied.dueBeforeIssue !== true,
    sellerId: !isIdentified(invoice.seller) && supplied.sellerId === undefined,
    buyerId: !isIdentified(invoice.buyer) && supplied.buyerId === undefined,
  };
  return (Object.keys(isMissing) as MissingField[]).filter((field) => isMissing[field]);
}

// An electronic address says where to send the invoice, not who owes it.
const isIdentified = ({ vat, legalId, partyId }: Invoice["seller"]): boolean =>
  (vat ?? legalId ?? partyId) !== undefined;
