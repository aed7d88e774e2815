import { PDFDocument } from "@cantoo/pdf-lib";

import { refuseBombs } from "./pdfStreams.ts";
import { refusal } from "./problem.ts";

/** Names under which Factur-X, ZUGFeRD 1 and 2, and XRechnung embed the invoice (Factur-X 1.0.07, 6.2.1). */
const NAMES: ReadonlySet<string> = new Set(["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"]);

/**
 * The XML of the invoice that a PDF carries. What a person sees on its pages is not read: the XML is the invoice.
 *
 * @throws DomainError not-well-formed, unsupported-document (encrypted, or without an invoice), duplicate-field (two of them),
 *   too-large
 */
export async function invoiceInPdf(bytes: Uint8Array): Promise<Uint8Array> {
  if (Buffer.from(bytes.subarray(0, 1024)).indexOf("%PDF-") < 0) throw refusal("not-well-formed", "not a PDF");
  refuseBombs(bytes);
  const found = (await attachmentsOf(bytes)).filter(({ name }) => NAMES.has(name.toLowerCase()));
  const [invoice, another] = found;
  if (!invoice) throw refusal("unsupported-document", `the PDF embeds no ${[...NAMES].join(", ")}`);
  if (another) throw refusal("duplicate-field", "the PDF embeds several invoices");
  return invoice.data;
}

async function attachmentsOf(bytes: Uint8Array): Promise<readonly { name: string; data: Uint8Array }[]> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    return document.getAttachments();
  } catch (error) {
    // Its messages may repeat the document.
    const isEncrypted = error instanceof Error && /encrypt/i.test(error.message);
    if (isEncrypted) throw refusal("unsupported-document", "the PDF is encrypted");
    throw refusal("not-well-formed", "the PDF cannot be read");
  }
}
