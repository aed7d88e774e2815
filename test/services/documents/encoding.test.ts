import { expect } from "chai";

import { decodeXml } from "../../../services/documents/encoding.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { refused } from "../domain/refusal.ts";
import { fixture, varied } from "./support.ts";

const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
const UTF16_LE = Buffer.from([0xff, 0xfe]);
const utf16be = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()]);

describe("documents: encodings of XML", () => {
  it("reads UTF-8 with and without a mark or a declaration", () => {
    expect(decodeXml(Buffer.from("<a>Müller</a>"))).to.equal("<a>Müller</a>");
    expect(decodeXml(Buffer.from("\ufeff<a>Müller</a>"))).to.equal("<a>Müller</a>");
    expect(decodeXml(Buffer.from(declared("utf-8", "供应商")))).to.include("供应商");
  });

  it("reads UTF-16 in both byte orders, by its mark", () => {
    const text = declared("UTF-16", "Müller");
    expect(decodeXml(Buffer.concat([UTF16_LE, Buffer.from(text, "utf16le")]))).to.equal(text);
    expect(decodeXml(utf16be(text))).to.equal(text);
    expect(decodeXml(utf16be("<a>é</a>"))).to.equal("<a>é</a>");
    expect(refused(() => decodeXml(Buffer.from(declared("UTF-16", ""))))).to.equal("unsupported-encoding");
  });

  it("reads ISO-8859-1 byte by byte, and windows-1252 by its own table", () => {
    const bytes = (encoding: string): Buffer => Buffer.from(declared(encoding, "\x80\xe9"), "latin1");
    expect(decodeXml(bytes("ISO-8859-1"))).to.include("<a>\x80é</a>");
    expect(decodeXml(bytes("Windows-1252"))).to.include("<a>€é</a>");
  });

  it("refuses a value with the control characters that a wrongly declared UTF-8 leaves in ISO-8859-1", () => {
    const text = varied("harbour-steel-ubl.xml", "UTF-8", "ISO-8859-1").replace("Harbour Steel GmbH", "HAFENSTÄDTER");
    expect(refused(() => readInvoice(Buffer.from(text), "text/xml"))).to.equal(
      "bad-text at Invoice/AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName",
    );
    const fine = readInvoice(Buffer.from(text, "latin1"), "text/xml");
    expect(fine.seller.name).to.equal("HAFENSTÄDTER");
  });

  it("refuses bytes that mean nothing", () => {
    for (const bytes of [
      [0x3c, 0xc3],
      [0xed, 0xa0, 0x80],
      [0xc0, 0xbc],
      [0xff, 0xfe, 0x00, 0xd8],
      [0xff, 0xfe, 0x3c],
    ]) {
      expect(refused(() => decodeXml(Uint8Array.from(bytes)))).to.equal("not-well-formed");
    }
  });

  it("refuses every other encoding by name", () => {
    for (const encoding of ["UTF-7", "UTF-32", "EBCDIC-CP-US", "Shift_JIS", "GB18030", "utf8", "x", ""]) {
      expect(
        refused(() => decodeXml(Buffer.from(declared(encoding, "")))),
        encoding,
      ).to.equal("unsupported-encoding");
    }
    expect(refused(() => decodeXml(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])))).to.equal("unsupported-encoding");
    expect(refused(() => decodeXml(Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])))).to.equal("unsupported-encoding");
  });

  it("refuses a document that is said to be in two encodings", () => {
    const contradictions: readonly (readonly [Uint8Array, string?])[] = [
      [Buffer.from(`\ufeff${declared("ISO-8859-1", "")}`)],
      [Buffer.concat([UTF16_LE, Buffer.from(declared("UTF-8", ""), "utf16le")])],
      [Buffer.from(declared("ISO-8859-1", "")), "utf-8"],
      [Buffer.from(declared("UTF-8", "")), "iso-8859-1"],
      [utf16be("<a/>"), "utf-8"],
      [Buffer.from(`<?xml version="1.0"${" ".repeat(2000)}encoding="ISO-8859-1"?><a/>`)],
    ];
    for (const [bytes, charset] of contradictions) {
      expect(refused(() => decodeXml(bytes, charset))).to.equal("unsupported-encoding");
    }
  });

  it("listens to the media type where the document is silent", () => {
    expect(decodeXml(Buffer.from("<a>é</a>", "latin1"), "iso-8859-1")).to.equal("<a>é</a>");
    expect(refused(() => decodeXml(Buffer.from("<a>é</a>", "latin1")))).to.equal("not-well-formed");
    const bytes = Buffer.from(fixture("harbour-steel-ubl.xml"));
    expect(refused(() => readInvoice(bytes, "text/xml; charset=iso-8859-1"))).to.equal("unsupported-encoding");
  });
});
