import { expect } from "chai";

import type { Invoice, InvoiceFlag, InvoiceParty } from "../../../services/domain/invoice.ts";
import { missingFor } from "../../../services/documents/missing.ts";
import type { MissingField } from "../../../services/documents/missing.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { refusalOf } from "../../../services/documents/refusalOf.ts";
import { refused } from "../domain/refusal.ts";
import { corpusBytes, corpusTable, skipWithoutCorpus } from "./support.ts";

const NEEDS: Record<MissingField, string> = {
  dueBeforeIssue: "confirm_due_before_issue",
  dueDate: "due_date",
  sellerId: "seller_id",
  buyerId: "buyer_id",
};
/** The table's flags that are flags of the invoice; its others are said by values, `missingFor` and `refusalOf`. */
const FLAGS: ReadonlyMap<string, InvoiceFlag> = new Map([
  ["payee_differs", "payee-differs"],
  ["due_before_issue", "due-before-issue"],
  ["tax_currency", "tax-currency"],
  ["xmldsig", "signed"],
]);
/** Outcomes where the reader itself refuses: a field that every invoice has is missing or void. */
const REFUSALS: ReadonlyMap<string, RegExp> = new Map([
  ["reject:bad_currency", /^bad-currency at CrossIndustryDocument\/.*\/InvoiceCurrencyCode$/],
  ["reject:no_payable", /^missing-field at CrossIndustryDocument\/payable$/],
]);
/** Columns about the file, not the invoice. */
const NOT_COMPARED = ["file", "attachment_b64_chars", "declared", "bytes", "payable_raw"];

const text = (value: string | bigint | number | undefined): string => value?.toString() ?? "";

const partyColumns = (role: "seller" | "buyer", party: InvoiceParty): [column: string, value: string][] => [
  [`${role}_name`, text(party.name)],
  [`${role}_vat`, text(party.vat)],
  [`${role}_legal_id`, text(party.legalId)],
  [`${role}_party_id`, text(party.partyId)],
  [`${role}_endpoint`, text(party.endpoint)],
  [`${role}_country`, text(party.country)],
];

function outcomeOf(invoice: Invoice): string {
  const refusal = refusalOf(invoice);
  if (refusal) return `reject:${refusal.replace("-", "_")}`;
  const missing = missingFor(invoice).map((field) => NEEDS[field]);
  return missing.length > 0 ? `needs:${missing.join("+")}` : "ok";
}

/** The invoice in the table's columns. */
const columnsOf = (invoice: Invoice): Record<string, string> =>
  Object.fromEntries([
    ["syntax", invoice.syntax],
    ["kind", invoice.kind.replace("-", "_")],
    ["type_code", text(invoice.typeCode)],
    ["number", invoice.number],
    ["issue_date", invoice.issueDate],
    ["due_date", text(invoice.dueDate)],
    ["due_source", text(invoice.dueSource)],
    ["currency", invoice.currency],
    ["payable_minor", text(invoice.payable)],
    ["grand_total_minor", text(invoice.grandTotal)],
    ["prepaid_minor", text(invoice.prepaid)],
    ["rounding_minor", text(invoice.rounding)],
    ...partyColumns("seller", invoice.seller),
    ...partyColumns("buyer", invoice.buyer),
    ["payee_name", text(invoice.payee?.name)],
    ["iban", text(invoice.iban)],
    ["lines", text(invoice.lines)],
    ["attachments", text(invoice.attachments)],
    ["preceding_invoices", invoice.precedingInvoices.map(({ number }) => number).join(";")],
    ["suggested_outcome", outcomeOf(invoice)],
    ["flags", [...FLAGS.values()].filter((flag) => invoice.flags.includes(flag)).join(",")],
    ["sha256", text(invoice.fields.find(({ path }) => path === "source.sha256")?.value)],
  ] satisfies [column: string, value: string][]);

/** A row in the reader's words: ZUGFeRD 1.0 is a CII, a debit note an invoice, and of the flags only the invoice's own. */
function expectedOf(row: ReadonlyMap<string, string>): Record<string, string> {
  const raised = (row.get("flags") ?? "").split(",").map((flag) => FLAGS.get(flag.replace(/:.*/, "")));
  return {
    ...Object.fromEntries([...row].filter(([column]) => !NOT_COMPARED.includes(column))),
    syntax: row.get("syntax")?.replace("CII-ZF1", "CII") ?? "",
    kind: row.get("kind")?.replace("debit_note", "invoice") ?? "",
    flags: [...FLAGS.values()].filter((flag) => raised.includes(flag)).join(","),
  };
}

describe("documents: real UBL and CII invoices", () => {
  const table = corpusTable("invoices/expected.tsv");
  if (!table) {
    skipWithoutCorpus("invoices/expected.tsv");
    return;
  }

  it("are all there", () => {
    expect(table).to.have.length(193);
  });

  for (const row of table) {
    const file = row.get("file") ?? "";
    const refusal = REFUSALS.get(row.get("suggested_outcome") ?? "");
    it(`${refusal ? "refuses" : "reads"} ${file}`, () => {
      const read = (): Invoice => readInvoice(corpusBytes(`invoices/${file}`), "application/xml");
      if (refusal) expect(refused(read)).to.match(refusal);
      else expect(columnsOf(read())).to.deep.equal(expectedOf(row));
    });
  }
});
