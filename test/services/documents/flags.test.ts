import { expect } from "chai";

import type { InvoiceFlag } from "../../../services/domain/invoice.ts";
import { isSuspicious } from "../../../services/documents/text.ts";
import { readJsonText, readXmlText, varied } from "./support.ts";

const UBL = "harbour-steel-ubl.xml";
const JSON_FILE = "harbour-steel.json";

const flagsWithPayee = (payee: object): readonly InvoiceFlag[] =>
  readJsonText(varied(JSON_FILE, '"iban"', `"payee": ${JSON.stringify(payee)}, "iban"`)).flags;

describe("documents: what a reader notices", () => {
  it("is a payee that is not the seller", () => {
    expect(flagsWithPayee({ name: "Fast Factoring S.A." })).to.deep.equal(["payee-differs"]);
    expect(flagsWithPayee({ name: "Harbour Steel GmbH", vat: "DE271828114" })).to.deep.equal(["payee-differs"]);
    expect(flagsWithPayee({ partyId: "FF-1" })).to.deep.equal(["payee-differs"]);
  });

  it("is no payee that says only what the seller says, and no empty one", () => {
    expect(flagsWithPayee({ name: "Harbour Steel GmbH" })).to.deep.equal([]);
    expect(flagsWithPayee({ name: "Harbour Steel GmbH", partyId: "7" })).to.deep.equal([]);
    expect(flagsWithPayee({})).to.deep.equal([]);
  });

  it("is VAT in another currency", () => {
    const taxed = (code: string): readonly InvoiceFlag[] =>
      readXmlText(
        varied(
          UBL,
          "<cac:AccountingSupplierParty>",
          `<cbc:TaxCurrencyCode>${code}</cbc:TaxCurrencyCode><cac:AccountingSupplierParty>`,
        ),
      ).flags;
    expect(taxed("GBP")).to.deep.equal(["tax-currency"]);
    expect(taxed("EUR")).to.deep.equal([]);
  });

  it("is an XML signature, which nobody has verified", () => {
    const signature =
      '<ext:UBLExtensions xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/></ext:UBLExtensions>';
    expect(readXmlText(varied(UBL, "<cbc:CustomizationID>", `${signature}<cbc:CustomizationID>`)).flags).to.deep.equal([
      "signed",
    ]);
  });

  it("is a due date before the issue date, a self-billed invoice, a corrected one", () => {
    expect(readJsonText(varied(JSON_FILE, "2027-10-29", "2026-11-01")).flags).to.deep.equal(["due-before-issue"]);
    expect(readJsonText(varied(JSON_FILE, "2027-10-29", "2026-11-02")).flags).to.deep.equal([]);
    expect(readJsonText(varied(JSON_FILE, '"380"', '"389"')).flags).to.deep.equal(["self-billed"]);
    expect(readJsonText(varied(JSON_FILE, '"380"', '"384"')).flags).to.deep.equal(["corrects-another"]);
  });

  it("is a number or a name that may not be what it seems", () => {
    for (const from of ["HS-2026-0117", "Harbour Steel GmbH", "Kestrel Shipyards B.V."]) {
      const text = varied(JSON_FILE, from, from.replace("e", "\u0435").replace("HS", "H\u0405"));
      expect(readJsonText(text).flags, from).to.deep.equal(["suspicious-characters"]);
    }
    expect(flagsWithPayee({ name: "Harbour\u200b Steel GmbH" })).to.deep.equal([
      "payee-differs",
      "suspicious-characters",
    ]);
  });
});

describe("documents: suspicious characters", () => {
  it("are invisible ones, ones that turn the direction, and words in two scripts that look alike", () => {
    for (const text of [
      "A\u200bB",
      "\u202egpj",
      "x\u00ad",
      "\u2066a\u2069",
      "\ufeffA",
      "PAYPАL",
      "Ηarbour",
      "a\ue000",
      "ㅤ",
    ]) {
      expect(isSuspicious(text), JSON.stringify(text)).to.equal(true);
    }
  });

  it("are not the letters of the world's names", () => {
    const names = [
      "Müller & Söhne",
      "ООО Ромашка",
      "ΔΕΗ Α.Ε.",
      "苏州示例精密制造（苏州）有限公司",
      "ソニー Corp",
      "شركة",
      "Газ-LNG Ltd",
      "O'Brien 4.0",
    ];
    for (const name of names) expect(isSuspicious(name), name).to.equal(false);
  });
});
