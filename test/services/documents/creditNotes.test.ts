import { expect } from "chai";

import { creditOf } from "../../../services/documents/creditOf.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { refused } from "../domain/refusal.ts";
import { corpusBytes, corpusTable, readJsonText, readXmlText, skipWithoutCorpus } from "./support.ts";

const JSON_NOTE = {
  kind: "credit-note",
  number: "CN-1",
  issueDate: "2026-12-01",
  payable: { currency: "EUR", amount: "500" },
  seller: { vat: "DE1" },
  buyer: { vat: "NL1" },
};
const json = (changes: object): Invoice => readJsonText(JSON.stringify({ ...JSON_NOTE, ...changes }));

const efapiao = (label: string, amount: string): Invoice =>
  readXmlText(`<EInvoice><Header><InherentLabel><InIssuType><LabelCode>${label}</LabelCode></InIssuType></InherentLabel></Header>
    <EInvoiceData><SellerInformation><SellerIdNum>S</SellerIdNum></SellerInformation>
    <BasicInformation><TotalTax-includedAmount>${amount}</TotalTax-includedAmount></BasicInformation></EInvoiceData>
    <TaxSupervisionInfo><InvoiceNumber>26322000000000000009</InvoiceNumber><IssueTime>2026-03-02 10:11:12</IssueTime>
    </TaxSupervisionInfo></EInvoice>`);

describe("documents: what lowers a debt", () => {
  it("is a credit note, which states it as a positive amount", () => {
    expect(creditOf(json({}))).to.equal(500n);
    expect(creditOf(json({ kind: "invoice", typeCode: "381" }))).to.equal(500n);
    expect(creditOf(json({ payable: { currency: "EUR", amount: "-500" } }))).to.equal(undefined);
    expect(creditOf(json({ payable: { currency: "EUR", amount: "0" } }))).to.equal(undefined);
  });

  it("is an invoice whose total is negative, and not one that was prepaid in excess", () => {
    const negative = { kind: "invoice", payable: { currency: "EUR", amount: "-500" } };
    expect(creditOf(json({ kind: "invoice" }))).to.equal(undefined);
    expect(creditOf(json(negative))).to.equal(500n);
    expect(creditOf(json({ ...negative, grandTotal: { currency: "EUR", amount: "-500" } }))).to.equal(500n);
    expect(creditOf(json({ ...negative, grandTotal: { currency: "EUR", amount: "900" } }))).to.equal(undefined);
  });

  it("names the invoice it takes back, with its date where it says one", () => {
    const named = json({ precedingInvoices: ["A-1", { number: "A-2", issueDate: "2026-11-30" }, { number: "A-3" }] });
    expect(named.precedingInvoices).to.deep.equal([
      { number: "A-1" },
      { number: "A-2", issueDate: "2026-11-30" },
      { number: "A-3" },
    ]);
    expect(refused(() => json({ precedingInvoices: [{ number: "A-1", issueDate: "30.11.2026" }] }))).to.match(/^bad-/);
  });
});

describe("documents: the e-fapiao", () => {
  it("is in yuan, a day from an instant, and a debt or a credit by its label alone", () => {
    const blue = efapiao("Y", "1000.00");
    expect([blue.syntax, blue.kind, blue.currency, blue.payable, blue.issueDate]).to.deep.equal([
      "EFAPIAO",
      "invoice",
      "CNY",
      100_000n,
      "2026-03-02",
    ]);
    expect(creditOf(blue)).to.equal(undefined);
    expect(creditOf(efapiao("N", "-1000.00"))).to.equal(100_000n);
    expect(creditOf(efapiao("N", "1000.00"))).to.equal(undefined);
  });

  it("is refused without a label that says which of the two it is", () => {
    expect(refused(() => efapiao("X", "1.00"))).to.equal(
      "bad-field at EInvoice/Header/InherentLabel/InIssuType/LabelCode",
    );
    expect(refused(() => efapiao("", "1.00"))).to.match(/^bad-field at /);
  });

  if (!corpusTable("invoices/expected.tsv")) {
    skipWithoutCorpus("invoices/cn-efapiao");
    return;
  }
  const BUYER = "91310000775785552L";
  const read = (file: string): Invoice => readInvoice(corpusBytes(`invoices/cn-efapiao/${file}`), "application/xml");

  for (const [file, kind, number, day, payable, takesBack] of [
    ["blue-special.xml", "invoice", "26322000000000000001", "2026-03-02", 11_300_000n, undefined],
    [
      "red-full-reversal.xml",
      "credit-note",
      "26322000000000000002",
      "2026-03-20",
      -11_300_000n,
      "26322000000000000001",
    ],
    ["blue-ordinary.xml", "invoice", "26322000000000000003", "2026-03-05", 100_000n, undefined],
    ["red-partial.xml", "credit-note", "26322000000000000004", "2026-03-25", -50_000n, "26322000000000000003"],
    ["whitespace-fullwidth.xml", "invoice", "26322000000000000005", "2026-03-05", 100_000n, undefined],
  ] as const) {
    it(`reads ${file}`, () => {
      const invoice = read(file);
      expect(invoice).to.deep.include({ syntax: "EFAPIAO", kind, number, issueDate: day, currency: "CNY", payable });
      expect(invoice.seller.legalId).to.equal("91320500MA1SYNTH01");
      expect(invoice.buyer.legalId).to.equal(BUYER);
      expect(invoice.precedingInvoices).to.deep.equal(takesBack === undefined ? [] : [{ number: takesBack }]);
      expect(invoice.flags).to.deep.equal(kind === "credit-note" ? ["corrects-another"] : []);
      expect(creditOf(invoice)).to.equal(payable < 0n ? -payable : undefined);
      expect(invoice.fields.find(({ path }) => path === "lines.0.unit")?.value).to.equal("件");
    });
  }
});

describe("documents: real credit notes", () => {
  const table = corpusTable("invoices/expected.tsv");
  if (!table) {
    skipWithoutCorpus("invoices/expected.tsv");
    return;
  }
  const FILES = /credit|Kreditering_med|Gutschrift|Avoir_FR/i;

  for (const row of table.filter((each) => FILES.test(each.get("file") ?? ""))) {
    it(`takes ${row.get("file") ?? ""} for what it is worth`, () => {
      const invoice = readInvoice(corpusBytes(`invoices/${row.get("file") ?? ""}`), "application/xml");
      const stated = BigInt(row.get("payable_minor") ?? "0");
      const isCredit = row.get("kind") === "credit_note" || stated < 0n;
      expect(creditOf(invoice)).to.equal(isCredit ? (stated < 0n ? -stated : stated) : undefined);
    });
  }
});
