import { expect } from "chai";

import { parseDate } from "../../../services/domain/date.ts";
import { buildTree, saltsFrom, verifyProof } from "../../../services/domain/documentTree.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { invoiceFields } from "../../../services/domain/invoiceFields.ts";

const INVOICE: Invoice = {
  syntax: "UBL",
  kind: "invoice",
  typeCode: "380",
  number: "HOST-0001",
  issueDate: parseDate("2026-03-01"),
  currency: "EUR",
  payable: 100_000n,
  prepaid: 0n,
  seller: { name: "Acme Supplies GmbH", vat: "DE123456788", country: "DE" },
  buyer: { name: "Big Buyer AG" },
  precedingInvoices: [{ number: "HOST-0000", issueDate: parseDate("2026-01-31") }, { number: "HOST-000A" }],
  lines: 1,
  attachments: 0,
  flags: ["signed"],
  fields: [],
};
const SOURCE = { sha256: "ab".repeat(32), mediaType: "application/xml" };

describe("fields of an invoice", () => {
  it("are its properties that are present, by path, and the source", () => {
    expect(Object.fromEntries(invoiceFields(INVOICE, SOURCE).map(({ path, value }) => [path, value]))).to.deep.equal({
      syntax: "UBL",
      kind: "invoice",
      typeCode: "380",
      number: "HOST-0001",
      issueDate: "2026-03-01",
      currency: "EUR",
      payable: "100000",
      prepaid: "0",
      lines: "1",
      attachments: "0",
      "seller.name": "Acme Supplies GmbH",
      "seller.vat": "DE123456788",
      "seller.country": "DE",
      "buyer.name": "Big Buyer AG",
      "precedingInvoices.0": "HOST-0000",
      "precedingInvoices.0.issueDate": "2026-01-31",
      "precedingInvoices.1": "HOST-000A",
      "source.sha256": "ab".repeat(32),
      "source.mediaType": "application/xml",
    });
  });

  it("make a tree in which the payable amount can be shown alone", () => {
    const { root, proofOf } = buildTree(invoiceFields(INVOICE, SOURCE), saltsFrom(new Uint8Array(32).fill(9)));
    const proof = proofOf("payable");
    expect(proof.value).to.equal("100000");
    expect(verifyProof(root, proof)).to.equal(true);
    expect(JSON.stringify(proof)).not.to.contain("Acme");
  });

  it("change the root when any of them changes", () => {
    const rootOf = (invoice: Invoice): string =>
      buildTree(invoiceFields(invoice, SOURCE), saltsFrom(new Uint8Array(32))).root;
    const changed: Invoice[] = [
      { ...INVOICE, payable: 100_001n },
      { ...INVOICE, dueDate: parseDate("2026-05-30") },
      { ...INVOICE, payee: { name: "Factor AG" } },
      { ...INVOICE, precedingInvoices: [{ number: "HOST-000A" }, { number: "HOST-0000" }] },
    ];
    expect(new Set([INVOICE, ...changed].map(rootOf)).size).to.equal(5);
  });
});
