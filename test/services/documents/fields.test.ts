import { createHash } from "node:crypto";

import { expect } from "chai";

import { MAX_DESCRIPTION, MAX_TEXT } from "../../../services/documents/limits.ts";
import { refused } from "../domain/refusal.ts";
import { readJsonText, readXmlText, varied } from "./support.ts";

const UBL = "harbour-steel-ubl.xml";
const JSON_FILE = "harbour-steel.json";

const withAttachment = (attributes: string, base64: string): string =>
  varied(
    UBL,
    "<cac:AccountingSupplierParty>",
    `<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject ${attributes}>${base64}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>`,
  );

const valueAt = (text: string, path: string): string | undefined =>
  (text.startsWith("{") ? readJsonText(text) : readXmlText(text)).fields.find((field) => field.path === path)?.value;

describe("documents: attachments", () => {
  it("count, and are kept by type and hash of their bytes", () => {
    const bytes = Buffer.from("%PDF-1.7 not really");
    const base64 = bytes.toString("base64");
    const text = withAttachment('mimeCode="Application/PDF"', `\n ${base64.slice(0, 8)}\n  ${base64.slice(8)}\n`);
    expect(readXmlText(text).attachments).to.equal(1);
    expect(valueAt(text, "attachments")).to.equal("1");
    expect(valueAt(text, "attachments.0.mediaType")).to.equal("application/pdf");
    expect(valueAt(text, "attachments.0.sha256")).to.equal(createHash("sha256").update(bytes).digest("hex"));
  });

  it("leave no file name behind", () => {
    const { fields } = readXmlText(withAttachment('mimeCode="image/png" filename="../../evil.exe"', "AAAA"));
    expect(JSON.stringify(fields)).not.to.include("evil");
  });

  it("are refused outside the types of EN 16931", () => {
    for (const attributes of ['mimeCode="application/x-msdownload"', 'mimeCode="text/html"', 'mimeCode=""', ""]) {
      expect(
        refused(() => readXmlText(withAttachment(attributes, "AAAA"))),
        attributes,
      ).to.match(/^bad-attachment at /);
    }
  });

  it("are refused when they are not base64 in its only form", () => {
    for (const base64 of ["AAA", "AA=A", "AB==", "AA-_", "AAAA=", "&lt;AA"]) {
      expect(
        refused(() => readXmlText(withAttachment('mimeCode="image/png"', base64))),
        base64,
      ).to.match(/^bad-attachment at .*BinaryObject$/);
    }
  });
});

describe("documents: lines", () => {
  it("are kept in the document's order, even when ids repeat", () => {
    const text = varied(UBL, "<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>");
    expect([valueAt(text, "lines.0.id"), valueAt(text, "lines.1.id")]).to.deep.equal(["1", "1"]);
    expect(valueAt(text, "lines.1.unit")).to.equal("TNE");
  });

  it("write equal quantities equally", () => {
    for (const [written, kept] of [
      ["7", "7"],
      ["060.500", "60.5"],
      ["+0.25", "0.25"],
      [".5", "0.5"],
      ["-2", "-2"],
      ["-0.0", "0"],
    ] as const) {
      expect(valueAt(varied(JSON_FILE, '"60"', `"${written}"`), "lines.0.quantity"), written).to.equal(kept);
    }
  });

  it("need not say anything", () => {
    const text = varied(JSON_FILE, /"lines": \[[^]*\]/, '"lines": [{}, {"id": "7"}]');
    const { lines, fields } = readJsonText(text);
    expect(lines).to.equal(2);
    expect(fields.filter(({ path }) => path.startsWith("lines."))).to.deep.equal([{ path: "lines.1.id", value: "7" }]);
  });
});

describe("documents: texts", () => {
  it("have a longest length, names and descriptions each their own", () => {
    const named = (length: number): string => varied(UBL, "Harbour Steel GmbH", "n".repeat(length));
    expect(readXmlText(named(MAX_TEXT)).seller.name).to.have.length(MAX_TEXT);
    expect(refused(() => readXmlText(named(MAX_TEXT + 1)))).to.match(/^too-long at .*RegistrationName$/);
    const described = (length: number): string => varied(UBL, "Bulb flats HP 240 x 10", "d".repeat(length));
    expect(valueAt(described(MAX_DESCRIPTION), "lines.1.description")).to.have.length(MAX_DESCRIPTION);
    expect(refused(() => readXmlText(described(MAX_DESCRIPTION + 1)))).to.equal(
      "too-long at Invoice/InvoiceLine[2]/Item/Name",
    );
  });

  it("keep their letters and lose only white space", () => {
    expect(readXmlText(varied(UBL, "Harbour Steel GmbH", "\n Harbour\t\tSteel \u00a0 GmbH ")).seller.name).to.equal(
      "Harbour Steel \u00a0 GmbH",
    );
  });
});
