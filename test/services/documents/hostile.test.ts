import { gunzipSync } from "node:zlib";

import { expect } from "chai";

import type { EntityId } from "../../../services/domain/brand.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { skeleton, tags } from "../../../services/domain/tag.ts";
import { missingFor } from "../../../services/documents/missing.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { refusalOf } from "../../../services/documents/refusalOf.ts";
import { outsideOf } from "./outside.ts";
import { corpusBytes, corpusTable, skipWithoutCorpus } from "./support.ts";

const TOTAL = "Invoice/LegalMonetaryTotal";
const PAYABLE = `${TOTAL}/PayableAmount`;
const ATTACHMENT = "Invoice/AdditionalDocumentReference[1]/Attachment/EmbeddedDocumentBinaryObject";
const SETTLEMENT = "CrossIndustryInvoice/SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement";

/** The reader's answer, where it refuses. */
const REFUSED: Record<string, string> = {
  "01-xxe-file.xml": "doctype-refused",
  "02-xxe-parameter-http.xml": "doctype-refused",
  "03-billion-laughs.xml": "doctype-refused",
  "04-quadratic-blowup.xml": "doctype-refused",
  "05-wrong-namespace.xml": "unsupported-document",
  "07-duplicate-ids.xml": "duplicate-field at Invoice/ID[2]",
  "08-duplicate-totals.xml": `duplicate-field at ${TOTAL}[2]`,
  "09-invalid-dates.xml": "bad-date at Invoice/IssueDate",
  "11-amount-nan.xml": `bad-amount at ${PAYABLE}`,
  "12-amount-exponent.xml": `bad-amount at ${PAYABLE}`,
  "14-amount-30-digits.xml": `amount-out-of-range at ${PAYABLE}`,
  "16-amount-excess-decimals.xml": `excess-decimals at ${PAYABLE}`,
  "17-jpy-decimals.xml": `excess-decimals at ${PAYABLE}`,
  "20-bad-currency.xml": "bad-currency at Invoice/DocumentCurrencyCode",
  "21-currency-XXX.xml": "bad-currency at Invoice/DocumentCurrencyCode",
  "22-currency-mismatch.xml": `currency-mismatch at ${PAYABLE}`,
  "23-control-characters.xml": "not-well-formed",
  "24-control-charref.xml": "not-well-formed",
  "27-utf16-xxe.xml": "doctype-refused",
  "28-utf7-declared.xml": "unsupported-encoding",
  "30-invalid-utf8.xml": "not-well-formed",
  "31-trailing-second-root.xml": "not-well-formed",
  "32-truncated.xml": "not-well-formed",
  "33-deep-nesting.xml": "too-deep",
  "34-100k-attributes.xml": "too-many-attributes",
  "41-xinclude.xml": "xinclude-refused",
  "43-attachment-5mb.xml": `bad-attachment at ${ATTACHMENT}/@mimeCode`,
  "44-50mb-note.xml.gz": "too-large",
  "51-cii-xxe.xml": "doctype-refused",
  "52-cii-date-format-610.xml": "bad-date at CrossIndustryInvoice/ExchangedDocument/IssueDateTime/DateTimeString",
  "53-cii-comma-decimal.xml": `bad-amount at ${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation/DuePayableAmount`,
  "54-not-xml-json.xml": "not-well-formed",
  "55-empty.xml": "empty-document",
  "56-html-page.xml": "unsupported-document",
};

/** What else must hold of the invoice, where it is read. */
const READ: Record<string, (invoice: Invoice) => void> = {
  "00-baseline-ok.xml": isBaseline,
  "06-prefix-swap-ok.xml": isBaseline,
  "10-due-before-issue.xml": (invoice) => {
    expect(invoice.flags).to.deep.equal(["due-before-issue"]);
    expect(missingFor(invoice)).to.deep.equal(["dueBeforeIssue"]);
  },
  "13-amount-negative.xml": (invoice) => expect(refusalOf(invoice)).to.equal("non-positive"),
  "15-amount-safe-int-edge.xml": owes(9_007_199_254_740_993n, "EUR"),
  "18-jpy-ok.xml": owes(1000n, "JPY"),
  "19-kwd-3dp-ok.xml": owes(1_000_005n, "KWD"),
  "25-bidi-and-zero-width.xml": (invoice) => expect(invoice.flags).to.deep.equal(["suspicious-characters"]),
  "26-utf16le-bom-ok.xml": (invoice) => {
    owes(100_000n, "EUR")(invoice);
    expect(invoice.seller.name).to.equal("Müller & Söhne");
  },
  "29-latin1-ok.xml": (invoice) => expect(invoice.seller.name).to.equal("Müller GmbH"),
  "35-cdata-comment-in-amount.xml": isBaseline,
  "36-prototype-pollution.xml": isBaseline,
  "37-whitespace-padded.xml": (invoice) => {
    isBaseline(invoice);
    expect(tagOf(invoice)).to.equal(tagOf(baseline()));
  },
  "38-case-variant-number.xml": (invoice) => expect(tagOf(invoice)).to.equal(tagOf(baseline())),
  "39-homoglyph-number.xml": (invoice) => {
    expect(invoice.flags).to.deep.equal(["suspicious-characters"]);
    expect(skeleton(invoice.number)).to.equal(skeleton(baseline().number));
  },
  "40-html-injection.xml": (invoice) => {
    expect(invoice.number).to.equal("<script>1</script>");
    expect(invoice.seller.name).to.equal("<img src=x onerror=alert(1)>");
    expect(invoice.buyer.name).to.equal('=HYPERLINK("http://127.0.0.1","x")');
  },
  "42-xml-stylesheet-pi.xml": isBaseline,
  "50-cii-baseline-ok.xml": (invoice) => {
    owes(100_000n, "EUR")(invoice);
    expect([invoice.issueDate, invoice.dueDate]).to.deep.equal(["2026-03-01", "2026-05-30"]);
  },
};

const bytesOf = (file: string): Uint8Array => {
  const bytes = corpusBytes(`hostile-xml/${file}`);
  return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};
const baseline = (): Invoice => readInvoice(bytesOf("00-baseline-ok.xml"), "application/xml");

const seller: EntityId = `0x${"11".repeat(32)}` as EntityId;
const tagOf = ({ number, issueDate }: Invoice): string =>
  tags(new Uint8Array(32).fill(1), { seller, number, issueDate }).tag;

function isBaseline(invoice: Invoice): void {
  owes(100_000n, "EUR")(invoice);
  expect([invoice.number, invoice.dueDate]).to.deep.equal(["HOST-0001", "2026-05-30"]);
  expect([invoice.seller.name, invoice.buyer.vat]).to.deep.equal(["Acme Supplies GmbH", "DE987654326"]);
  expect(missingFor(invoice)).to.deep.equal([]);
  expect(refusalOf(invoice)).to.equal(undefined);
  expect(invoice.flags).to.deep.equal([]);
}

function owes(payable: bigint, currency: string): (invoice: Invoice) => void {
  return (invoice) => expect([invoice.payable, invoice.currency]).to.deep.equal([payable, currency]);
}

/** The invoice, or the refusal. Whatever the bytes, nothing outside is asked for and no object changes its nature. */
function outcomeOf(bytes: Uint8Array): Invoice | DomainError {
  const nature = Object.getOwnPropertyNames(Object.prototype);
  let outcome: unknown;
  const asked = outsideOf(() => {
    try {
      outcome = readInvoice(bytes, "application/xml");
    } catch (error) {
      outcome = error;
    }
  });
  expect(asked, "asked of the outside world").to.deep.equal([]);
  expect(Object.getOwnPropertyNames(Object.prototype)).to.deep.equal(nature);
  expect(({} as Record<string, unknown>)["isAdmin"]).to.equal(undefined);
  if (outcome instanceof Error && !(outcome instanceof DomainError)) throw outcome;
  return outcome as Invoice | DomainError;
}

describe("documents: hostile and tricky XML", () => {
  const table = corpusTable("hostile-xml/expected.tsv");
  if (!table) {
    skipWithoutCorpus("hostile-xml/expected.tsv");
    return;
  }

  it("is answered file by file", () => {
    const files = table.map((row) => row.get("file"));
    expect([...Object.keys(REFUSED), ...Object.keys(READ)].sort()).to.deep.equal(files);
  });

  for (const row of table) {
    const file = row.get("file") ?? "";
    it(`${file}: ${row.get("expected") ?? ""}`, () => {
      const outcome = outcomeOf(bytesOf(file));
      if (outcome instanceof DomainError) {
        const { code, field, message } = outcome;
        expect(field === undefined ? code : `${code} at ${field}`).to.equal(REFUSED[file]);
        expect(message).to.match(/^[^\n]{1,200}$/);
        expect(message).not.to.match(/root:|passwd|http:|lol/);
      } else {
        expect(READ).to.have.property(file);
        READ[file]?.(outcome);
      }
    });
  }
});
