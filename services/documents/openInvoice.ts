import { createHash } from "node:crypto";

import type { Invoice } from "../domain/invoice.ts";
import { canonicalInvoice } from "./canonical.ts";
import { MAX_BYTES } from "./limits.ts";
import { invoiceInPdf } from "./pdf.ts";
import { refusal } from "./problem.ts";
import { readInvoice } from "./readInvoice.ts";
import { readXml } from "./xmlInvoice.ts";

const PDF = "application/pdf";

/**
 * Reads an invoice as `readInvoice` does, and also the one that a PDF carries (Factur-X, ZUGFeRD): its hash is the PDF's.
 *
 * @throws DomainError for everything that is not exactly one readable invoice
 */
export async function openInvoice(bytes: Uint8Array, mediaType: string): Promise<Invoice> {
  const [essence = ""] = mediaType.split(";").map((part) => part.trim().toLowerCase());
  if (essence !== PDF) return readInvoice(bytes, mediaType);
  if (bytes.length > MAX_BYTES) throw refusal("too-large", `the document is longer than ${MAX_BYTES} bytes`);
  if (bytes.length === 0) throw refusal("empty-document", "the document is empty");
  const raw = readXml(await invoiceInPdf(bytes));
  return canonicalInvoice(raw, { sha256: createHash("sha256").update(bytes).digest("hex"), mediaType: PDF });
}
