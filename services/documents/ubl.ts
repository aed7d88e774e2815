import type { Layout, PartyLayout } from "./layout.ts";
import { paths } from "./layout.ts";
import type { Place } from "./path.ts";
import { path, textOf } from "./path.ts";
import type { RawText } from "./raw.ts";

const SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:";

const rootNamed = (name: string, kind: "invoice" | "credit-note") => {
  const namespace = `${SCHEMA}${name}-2`;
  // Some issuers leave the prefix off a basic component: it then stands in the root's namespace, and counts.
  const vocabulary = [namespace, `${SCHEMA}CommonAggregateComponents-2`, `${SCHEMA}CommonBasicComponents-2`];
  return [namespace, { name, kind, vocabulary: new Set(vocabulary) }] as const;
};

const partyAt = (base: string): PartyLayout => ({
  name: paths(
    `${base}/PartyLegalEntity/RegistrationName`,
    `${base}/PartyName*/Name`,
    `${base}/PartyTaxScheme*/RegistrationName`,
  ),
  vat: paths(`=${base}/PartyTaxScheme*[TaxScheme/ID=VAT]/CompanyID`, `${base}/PartyTaxScheme*/CompanyID`),
  legalId: paths(`${base}/PartyLegalEntity/CompanyID`),
  partyId: paths(`${base}/PartyIdentification*/ID`),
  endpoint: paths(`${base}/EndpointID`),
  country: paths(`${base}/PostalAddress/Country/IdentificationCode`),
});

// UBL 2.0 and its Latin American profiles identify a party by the account it has with its customer.
const accountingPartyAt = (base: string): PartyLayout => {
  const party = partyAt(`${base}/Party`);
  return { ...party, partyId: [...party.partyId, ...paths(`${base}/CustomerAssignedAccountID`)] };
};

const TOTALS = "LegalMonetaryTotal|RequestedMonetaryTotal";

/** OASIS UBL 2.0 to 2.4: Invoice, CreditNote and DebitNote; paths of EN 16931 as in CEN/TS 16931-3-2. */
export const UBL: Layout = {
  syntax: "UBL",
  roots: new Map([
    rootNamed("Invoice", "invoice"),
    rootNamed("CreditNote", "credit-note"),
    rootNamed("DebitNote", "invoice"),
  ]),
  number: paths("ID"),
  typeCode: paths("InvoiceTypeCode", "CreditNoteTypeCode"),
  issueDate: paths("IssueDate"),
  dueDate: [
    ["DueDate", path("DueDate")],
    ["PaymentMeans", path("PaymentMeans*/PaymentDueDate")],
  ],
  currency: path("DocumentCurrencyCode"),
  taxCurrency: paths("TaxCurrencyCode"),
  payable: paths(`${TOTALS}/PayableAmount`),
  grandTotal: paths(`${TOTALS}/TaxInclusiveAmount`),
  prepaid: paths(`${TOTALS}/PrepaidAmount`),
  rounding: paths(`${TOTALS}/PayableRoundingAmount`),
  seller: accountingPartyAt("AccountingSupplierParty"),
  buyer: accountingPartyAt("AccountingCustomerParty"),
  payee: partyAt("PayeeParty"),
  iban: paths("PaymentMeans*/PayeeFinancialAccount/ID"),
  preceding: {
    each: path("BillingReference*/InvoiceDocumentReference"),
    number: paths("ID"),
    issueDate: paths("IssueDate"),
  },
  attachments: path("AdditionalDocumentReference*/Attachment/EmbeddedDocumentBinaryObject"),
  lines: path("InvoiceLine|CreditNoteLine|DebitNoteLine*"),
  line: {
    id: paths("ID"),
    description: paths("Item/Name", "Item/Description*"),
    quantity: paths("InvoicedQuantity|CreditedQuantity|DebitedQuantity"),
    unit: [],
    netAmount: paths("LineExtensionAmount"),
  },
  dateAt,
};

/** xsd:date may carry a time zone; the day it names is the one on the paper. */
function dateAt(place: Place): RawText {
  return { at: place.path, text: (textOf(place) ?? "").replace(/(?:Z|[+-]\d{2}:\d{2})$/, "") };
}
