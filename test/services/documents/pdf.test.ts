import { deflateSync } from "node:zlib";
import { createHash } from "node:crypto";
import { PDFDocument } from "@cantoo/pdf-lib";
import { expect } from "chai";

import { openInvoice } from "../../../services/documents/openInvoice.ts";
import { invoiceInPdf } from "../../../services/documents/pdf.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { corpusBytes, corpusTable, fixture, skipWithoutCorpus } from "./support.ts";

async function pdfWith(attachments: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  for (const [name, text] of Object.entries(attachments)) await pdf.attach(Buffer.from(text), name, {});
  return pdf.save();
}

async function refusedAs(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  throw new Error("it was not refused");
}

/** A PDF of one stream, as bytes. */
const withStream = (dictionary: string, stream: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<<${dictionary} /Length ${String(stream.length)}>>\nstream\n`),
    stream,
    Buffer.from("\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"),
  ]);

describe("documents: an invoice inside a PDF", () => {
  const xml = fixture("harbour-steel-cii.xml");

  it("is read like its XML alone, and has the hash of the PDF", async () => {
    const bytes = await pdfWith({ "terms.txt": "prompt", "factur-x.xml": xml });
    const invoice = await openInvoice(bytes, "application/pdf");
    expect(invoice.number).to.equal("HS-2026-0117");
    const field = (path: string) => invoice.fields.find((each) => each.path === path)?.value;
    expect(field("source.sha256")).to.equal(createHash("sha256").update(bytes).digest("hex"));
    expect(field("source.mediaType")).to.equal("application/pdf");
  });

  it("is one and no other", async () => {
    expect(await refusedAs(invoiceInPdf(await pdfWith({ "terms.txt": "prompt" })))).to.equal("unsupported-document");
    const two = await pdfWith({ "factur-x.xml": xml, "ZUGFeRD-invoice.xml": xml });
    expect(await refusedAs(invoiceInPdf(two))).to.equal("duplicate-field");
    const hostile = await pdfWith({ "factur-x.xml": "<!DOCTYPE x><x/>" });
    expect(await refusedAs(openInvoice(hostile, "application/pdf"))).to.equal("doctype-refused");
  });

  it("is not looked for in what is no PDF, or an endless one", async () => {
    expect(await refusedAs(openInvoice(Buffer.from(xml), "application/pdf"))).to.equal("not-well-formed");
    expect(await refusedAs(openInvoice(new Uint8Array(), "application/pdf"))).to.equal("empty-document");
    expect(await refusedAs(invoiceInPdf(Buffer.from("%PDF-1.7\nnothing")))).to.equal("not-well-formed");
    const zeros = deflateSync(Buffer.alloc(90 * 1024 * 1024));
    const flate = "/Type /ObjStm /Filter /FlateDecode";
    expect(await refusedAs(invoiceInPdf(withStream(flate, zeros)))).to.equal("too-large");
    expect(await refusedAs(invoiceInPdf(withStream(flate, deflateSync(zeros))))).to.equal("too-large");
    const lzw = withStream("/Type /ObjStm /Filter /#4cZWDecode", Buffer.from("x"));
    expect(await refusedAs(invoiceInPdf(lzw))).to.equal("unsupported-document");
  });

  const table = corpusTable("invoices-pdf/expected.tsv");
  if (!table) {
    skipWithoutCorpus("invoices-pdf");
    return;
  }
  for (const row of table.filter((each) => each.get("file")?.startsWith("shared/"))) {
    const file = (row.get("file") ?? "").replace("shared/", "invoices-pdf/");
    const expected = row.get("xml_sha256") ?? "";
    // One of them is of ZUGFeRD 1.0, the other of 2.0: nobody says which of the two is meant.
    const isDouble =
      (row.get("embedded_files") ?? "").split("|").filter((name) => /^(factur-x|zugferd-invoice)\.xml$/i.test(name))
        .length > 1;
    const refusal = isDouble ? "duplicate-field" : expected === "" ? "unsupported-document" : undefined;
    it(`is ${refusal === undefined ? "found" : `refused as ${refusal}`} in ${file}`, async () => {
      const found = invoiceInPdf(corpusBytes(file));
      if (refusal !== undefined) expect(await refusedAs(found)).to.equal(refusal);
      else
        expect(
          createHash("sha256")
            .update(await found)
            .digest("hex"),
        ).to.equal(expected);
    });
  }
});
