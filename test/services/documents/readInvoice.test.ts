import { expect } from "chai";

import { parseIban } from "../../../services/domain/identifiers/iban.ts";
import { parseLei } from "../../../services/domain/identifiers/lei.ts";
import { parseVat } from "../../../services/domain/identifiers/vat.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { MAX_BYTES } from "../../../services/documents/limits.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { refusalOf } from "../../../services/documents/refusalOf.ts";
import { refused } from "../domain/refusal.ts";
import { fixture, readJsonText, readXmlText, varied } from "./support.ts";

const UBL = "harbour-steel-ubl.xml";
const CII = "harbour-steel-cii.xml";

/** The invoice without what only its writing decides. */
function substanceOf(invoice: Invoice): unknown {
  const ofWriting = ["syntax", "dueSource", "source.sha256", "source.mediaType"];
  const entries = Object.entries(invoice).filter(([name]) => !ofWriting.includes(name));
  const fields = invoice.fields.filter(({ path }) => !ofWriting.includes(path));
  return { ...Object.fromEntries(entries), fields };
}

describe("documents: reading an invoice", () => {
  it("finds in UBL what the invoice says", () => {
    const { fields, ...invoice } = readXmlText(fixture(UBL));
    expect(invoice).to.deep.equal({
      syntax: "UBL",
      kind: "invoice",
      typeCode: "380",
      number: "HS-2026-0117",
      issueDate: "2026-11-02",
      dueDate: "2027-10-29",
      dueSource: "DueDate",
      currency: "EUR",
      payable: 10_000_000n,
      grandTotal: 10_000_000n,
      seller: {
        name: "Harbour Steel GmbH",
        vat: "DE314159211",
        legalId: "9845HARBOURSTEEL0002",
        endpoint: "invoices@harbour-steel.example",
        country: "DE",
      },
      buyer: {
        name: "Kestrel Shipyards B.V.",
        vat: "NL827182818B01",
        legalId: "9845KESTRELYARDS0019",
        endpoint: "payables@kestrel-shipyards.example",
        country: "NL",
      },
      iban: "DE48123400000031415926",
      precedingInvoices: [],
      lines: 2,
      attachments: 0,
      flags: [],
    });
    expect(fields).to.deep.include({ path: "lines.1.description", value: "Bulb flats HP 240 x 10" });
    expect(fields).to.deep.include({ path: "lines.1.netAmount", value: "2500000" });
  });

  it("makes one and the same invoice of UBL, CII and JSON", () => {
    const ubl = substanceOf(readXmlText(fixture(UBL)));
    expect(substanceOf(readXmlText(fixture(CII)))).to.deep.equal(ubl);
    expect(substanceOf(readJsonText(fixture("harbour-steel.json")))).to.deep.equal(ubl);
  });

  it("keeps each field once, in every syntax", () => {
    for (const text of [fixture(UBL), fixture(CII)]) {
      const paths = readXmlText(text).fields.map(({ path }) => path);
      expect(new Set(paths).size).to.equal(paths.length);
    }
  });

  it("names the source by the hash of its bytes and its media type", () => {
    const bytes = Buffer.from('{"number":1}');
    expect(refused(() => readInvoice(bytes, "application/json"))).to.equal("missing-field at /issueDate");
    const { fields } = readInvoice(Buffer.from(fixture(UBL)), 'Text/XML; charset="UTF-8"');
    expect(fields).to.deep.include({ path: "source.mediaType", value: "text/xml" });
    expect(fields.find(({ path }) => path === "source.sha256")?.value).to.match(/^[0-9a-f]{64}$/);
    const spaced = readXmlText(`${fixture(UBL)}\n`);
    expect(substanceOf(spaced)).to.deep.equal(substanceOf(readXmlText(fixture(UBL))));
    expect(spaced.fields).not.to.deep.equal(readXmlText(fixture(UBL)).fields);
  });

  it("reads fixtures whose identifiers have valid check digits", () => {
    const { seller, buyer, iban } = readXmlText(fixture(UBL));
    for (const party of [seller, buyer]) {
      expect(parseVat(party.vat ?? "")).to.equal(party.vat);
      expect(parseLei(party.legalId ?? "")).to.equal(party.legalId);
    }
    expect(parseIban(iban ?? "")).to.equal(iban);
  });

  it("lets a credit note and an invoice without anything payable become no claim", () => {
    const credit = readXmlText(fixture("harbour-steel-credit-note.xml"));
    expect([refusalOf(credit), credit.precedingInvoices]).to.deep.equal([
      "credit-note",
      [{ number: "HS-2026-0117", issueDate: "2026-11-02" }],
    ]);
    expect(credit.flags).to.deep.equal(["corrects-another"]);
    const paid = readXmlText(fixture("harbour-steel-non-positive.xml"));
    expect([refusalOf(paid), paid.prepaid, paid.payable]).to.deep.equal(["non-positive", 10_000_000n, 0n]);
  });

  it("takes an Invoice with a credit note's type code for a credit note", () => {
    for (const [file, code] of [
      [UBL, "<cbc:InvoiceTypeCode>380"],
      [CII, "<ram:TypeCode>380"],
    ] as const) {
      expect(refusalOf(readXmlText(varied(file, code, code.replace("380", "381"))))).to.equal("credit-note");
    }
  });

  it("refuses a media type it has no reader for", () => {
    for (const type of ["application/pdf", "text/html", "", "application/xml+x", "application/json5"]) {
      expect(refused(() => readInvoice(Buffer.from("{}"), type))).to.equal("unsupported-media-type");
    }
  });

  it("refuses more bytes than the limit before it looks at any, and no bytes at all", () => {
    expect(refused(() => readInvoice(new Uint8Array(MAX_BYTES + 1), "application/xml"))).to.equal("too-large");
    expect(refused(() => readInvoice(new Uint8Array(MAX_BYTES), "application/xml"))).to.equal("not-well-formed");
    expect(refused(() => readInvoice(new Uint8Array(0), "application/json"))).to.equal("empty-document");
  });

  const required = [
    [UBL, /<cbc:ID>HS-[^\n]*/, "Invoice/number"],
    [UBL, /<cbc:IssueDate>[^\n]*/, "Invoice/issueDate"],
    [UBL, /<cbc:PayableAmount[^\n]*/, "Invoice/payable"],
    [CII, /<ram:ID>HS-[^\n]*/, "CrossIndustryInvoice/number"],
    [CII, /<ram:IssueDateTime>[^]*?<\/ram:IssueDateTime>/, "CrossIndustryInvoice/issueDate"],
    [CII, /<ram:InvoiceCurrencyCode>[^\n]*/, "CrossIndustryInvoice/currency"],
    [CII, /<ram:DuePayableAmount>[^\n]*/, "CrossIndustryInvoice/payable"],
  ] as const;
  for (const [file, element, field] of required) {
    it(`names ${field} when the document lacks it`, () => {
      expect(refused(() => readXmlText(varied(file, element, "")))).to.equal(`missing-field at ${field}`);
    });
  }

  it("takes the currency of the payable amount where the document names none, as UBL 2.0 did", () => {
    expect(readXmlText(varied(UBL, /<cbc:DocumentCurrencyCode>[^\n]*/, "")).currency).to.equal("EUR");
    const empty = varied(UBL, ">EUR</cbc:DocumentCurrencyCode>", "></cbc:DocumentCurrencyCode>");
    expect(refused(() => readXmlText(empty))).to.equal("bad-currency at Invoice/DocumentCurrencyCode");
  });

  it("checks the currency of every amount it keeps", () => {
    for (const [element, field] of [
      ["TaxInclusiveAmount", "Invoice/LegalMonetaryTotal/TaxInclusiveAmount"],
      ["PayableAmount", "Invoice/LegalMonetaryTotal/PayableAmount"],
    ] as const) {
      const text = varied(UBL, `<cbc:${element} currencyID="EUR">`, `<cbc:${element} currencyID="USD">`);
      expect(refused(() => readXmlText(text))).to.equal(`currency-mismatch at ${field}`);
    }
    const line = varied(
      UBL,
      '<cbc:LineExtensionAmount currencyID="EUR">75000',
      '<cbc:LineExtensionAmount currencyID="USD">75000',
    );
    expect(refused(() => readXmlText(line))).to.equal(
      "currency-mismatch at Invoice/InvoiceLine[1]/LineExtensionAmount",
    );
  });

  it("refuses two due dates, and takes one that is stated twice", () => {
    const due = (date: string): string =>
      varied(UBL, "<cbc:PaymentMeansCode>", `<cbc:PaymentDueDate>${date}</cbc:PaymentDueDate><cbc:PaymentMeansCode>`);
    expect(readXmlText(due("2027-10-29")).dueSource).to.equal("DueDate");
    expect(refused(() => readXmlText(due("2027-10-30")))).to.equal(
      "duplicate-field at Invoice/PaymentMeans[1]/PaymentDueDate",
    );
  });

  it("takes the day of an xsd:date with a time zone, and no other addition to it", () => {
    for (const date of ["2026-11-02Z", "2026-11-02+05:30", "2026-11-02-11:00"]) {
      expect(readXmlText(varied(UBL, "2026-11-02", date)).issueDate).to.equal("2026-11-02");
    }
    for (const date of ["2026-11-02T00:00:00", "2026-11-02+5", "26-11-02Z", "02.11.2026", "2026-11-02ZZ"]) {
      expect(refused(() => readXmlText(varied(UBL, "2026-11-02", date)))).to.equal("bad-date at Invoice/IssueDate");
    }
  });

  it("takes a CII date in format 102 only", () => {
    for (const format of [' format="610"', ' format="1020"', ""]) {
      expect(refused(() => readXmlText(varied(CII, ' format="102">20261102', `${format}>20261102`)))).to.equal(
        "bad-date at CrossIndustryInvoice/ExchangedDocument/IssueDateTime/DateTimeString",
      );
    }
  });

  it("takes only the root element that belongs to the namespace", () => {
    for (const [from, to] of [
      [/Invoice(?= xmlns|>\s*$)/g, "CreditNote"],
      ["xsd:Invoice-2", "xsd:CreditNote-2"],
      ["xsd:Invoice-2", "xsd:Order-2"],
    ] as const) {
      expect(refused(() => readXmlText(varied(UBL, from, to)))).to.equal("unsupported-document");
    }
  });

  it("prefers the VAT registration to others, and refuses two that differ", () => {
    const scheme = (id: string, name: string): string =>
      `<cac:PartyTaxScheme><cbc:CompanyID>${id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>${name}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
    const withScheme = (id: string, name: string): string =>
      varied(UBL, "<cac:PartyTaxScheme>", `${scheme(id, name)}<cac:PartyTaxScheme>`);
    expect(readXmlText(withScheme("201/113/40209", "FC")).seller.vat).to.equal("DE314159211");
    expect(readXmlText(withScheme("DE314159211", "vat")).seller.vat).to.equal("DE314159211");
    expect(refused(() => readXmlText(withScheme("DE271828114", "VAT")))).to.equal(
      "duplicate-field at Invoice/AccountingSupplierParty/Party/PartyTaxScheme[2]/CompanyID",
    );
  });

  it("never repeats the document in a refusal", () => {
    const secret = "S3CRET".repeat(40);
    for (const text of [
      varied(UBL, "2026-11-02", secret),
      varied(UBL, ">100000.00</cbc:Payable", `>${secret}</cbc:Payable`),
      varied(UBL, ">EUR</cbc:DocumentCurrencyCode", `>${secret}</cbc:DocumentCurrencyCode`),
      varied(UBL, "<cbc:DueDate>", `<${secret}>`),
      varied(UBL, "<cbc:DueDate>", `&${secret};<cbc:DueDate>`),
      `${secret}${fixture(UBL)}`,
    ]) {
      try {
        readXmlText(text);
        expect.fail("was read");
      } catch (error) {
        expect(error).to.have.property("name", "DomainError");
        expect(`${String(error)} ${String((error as Error).cause)}`).not.to.include(secret.slice(0, 60));
      }
    }
  });
});
