import { creditOf } from "../../documents/creditOf.ts";
import { missingFor } from "../../documents/missing.ts";
import { refusalOf } from "../../documents/refusalOf.ts";
import type { Hash } from "../../domain/brand.ts";
import { parseDate } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import type { Invoice } from "../../domain/invoice.ts";
import type { InvoiceTags } from "../../domain/tag.ts";
import { Problem } from "../problems/problem.ts";

/** What comes beside the document, because the document lacks it. */
export interface SuppliedWithInvoice {
  readonly dueDate?: string | undefined;
  readonly dueZone?: string | undefined;
  readonly buyerId?: string | undefined;
  readonly sellerId?: string | undefined;
  readonly dueBeforeIssue?: "confirmed" | undefined;
}

/** A document that lowers a debt, or asks for nothing, never becomes a claim. */
export function financeable(invoice: Invoice): Invoice {
  const refusal = refusalOf(invoice);
  if (refusal === undefined) return invoice;
  const detail =
    creditOf(invoice) === undefined
      ? "the payable amount is not positive: there is nothing to claim"
      : "this takes an invoice back and is never a claim: post it to /v1/credit-notes, which finds the claim it reduces";
  throw new Problem("not-financeable", { detail, extra: { reason: refusal } });
}

/** @throws Problem invalid-field, missing-information */
export function dueDateOf(invoice: Invoice, supplied: SuppliedWithInvoice): CalendarDate {
  const dueDate = supplied.dueDate === undefined ? undefined : parseDate(supplied.dueDate, "dueDate");
  if (dueDate !== undefined && invoice.dueDate !== undefined && dueDate !== invoice.dueDate) {
    const detail = `the document says it is due on ${invoice.dueDate}: what it says is not replaced by what is supplied`;
    throw new Problem("invalid-field", { detail, field: "dueDate" });
  }
  const missing = missingFor(invoice, {
    dueDate,
    buyerId: supplied.buyerId,
    sellerId: supplied.sellerId,
    dueBeforeIssue: supplied.dueBeforeIssue === "confirmed",
  });
  const due = invoice.dueDate ?? dueDate;
  if (missing.length === 0 && due) return due;
  throw new Problem("missing-information", {
    detail: `the document does not say: ${missing.join(", ")}; supply it as a query parameter`,
    extra: { missing },
  });
}

/** A claim has the tag of its invoice under the oldest key as its id. */
export function claimOf([first]: readonly InvoiceTags[]): Hash {
  if (!first) throw new Error("the network has no fingerprint key");
  return first.tag;
}
