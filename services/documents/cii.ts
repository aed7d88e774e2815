import type { Layout, PartyLayout } from "./layout.ts";
import { paths } from "./layout.ts";
import type { Place } from "./path.ts";
import { path, textOf } from "./path.ts";
import type { RawText } from "./raw.ts";

const STANDARD = "urn:un:unece:uncefact:data:standard:";
const CII_D16B = `${STANDARD}CrossIndustryInvoice:100`;
const ZUGFERD_1 = "urn:ferd:CrossIndustryDocument:invoice:1p0";

// Where ZUGFeRD 1.0 has another name for an element of D16B it stands second.
const DOCUMENT = "ExchangedDocument|HeaderExchangedDocument";
const TRANSACTION = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction";
const AGREEMENT = `${TRANSACTION}/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement`;
const SETTLEMENT = `${TRANSACTION}/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement`;
const TOTALS = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation`;
const ACCOUNT = `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans*/PayeePartyCreditorFinancialAccount`;
const LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement";
const LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery";
const LINE_TOTALS = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation";

const partyAt = (base: string): PartyLayout => ({
  name: paths(`${base}/Name`),
  vat: paths(`=${base}/SpecifiedTaxRegistration*/ID[@schemeID=VA]`, `${base}/SpecifiedTaxRegistration*/ID`),
  legalId: paths(`${base}/SpecifiedLegalOrganization/ID`),
  partyId: paths(`${base}/GlobalID*`, `${base}/ID*`),
  endpoint: paths(`${base}/URIUniversalCommunication/URIID`),
  country: paths(`${base}/PostalTradeAddress/CountryID`),
});

/** UN/CEFACT Cross Industry Invoice D16B (Factur-X, ZUGFeRD 2, XRechnung; CEN/TS 16931-3-3) and ZUGFeRD 1.0. */
export const CII: Layout = {
  syntax: "CII",
  roots: new Map([
    [CII_D16B, { name: "CrossIndustryInvoice", kind: "invoice", vocabulary: vocabulary(CII_D16B, 100, 100) }],
    [ZUGFERD_1, { name: "CrossIndustryDocument", kind: "invoice", vocabulary: vocabulary(ZUGFERD_1, 12, 15) }],
  ]),
  number: paths(`${DOCUMENT}/ID`),
  typeCode: paths(`${DOCUMENT}/TypeCode`),
  issueDate: paths(`${DOCUMENT}/IssueDateTime/DateTimeString`),
  dueDate: [["DueDateDateTime", path(`${SETTLEMENT}/SpecifiedTradePaymentTerms*/DueDateDateTime/DateTimeString`)]],
  currency: path(`${SETTLEMENT}/InvoiceCurrencyCode`),
  taxCurrency: paths(`${SETTLEMENT}/TaxCurrencyCode`),
  payable: paths(`${TOTALS}/DuePayableAmount`),
  grandTotal: paths(`${TOTALS}/GrandTotalAmount`),
  prepaid: paths(`${TOTALS}/TotalPrepaidAmount`),
  rounding: paths(`${TOTALS}/RoundingAmount`),
  seller: partyAt(`${AGREEMENT}/SellerTradeParty`),
  buyer: partyAt(`${AGREEMENT}/BuyerTradeParty`),
  payee: partyAt(`${SETTLEMENT}/PayeeTradeParty`),
  iban: paths(`${ACCOUNT}/IBANID`, `${ACCOUNT}/ProprietaryID`),
  preceding: {
    each: path(`${SETTLEMENT}/InvoiceReferencedDocument*`),
    number: paths("IssuerAssignedID|ID"),
    issueDate: paths("FormattedIssueDateTime/DateTimeString"),
  },
  attachments: path(`${AGREEMENT}/AdditionalReferencedDocument*/AttachmentBinaryObject`),
  lines: path(`${TRANSACTION}/IncludedSupplyChainTradeLineItem*`),
  line: {
    id: paths("AssociatedDocumentLineDocument/LineID"),
    description: paths("SpecifiedTradeProduct/Name*", "SpecifiedTradeProduct/Description*"),
    quantity: paths(`${LINE_DELIVERY}/BilledQuantity`),
    unit: [],
    netAmount: paths(`${LINE_SETTLEMENT}/${LINE_TOTALS}/LineTotalAmount`),
  },
  dateAt,
};

function vocabulary(root: string, aggregates: number, types: number): ReadonlySet<string> {
  return new Set([
    root,
    `${STANDARD}ReusableAggregateBusinessInformationEntity:${aggregates}`,
    `${STANDARD}UnqualifiedDataType:${types}`,
  ]);
}

/** UNTDID 2379 code 102, CCYYMMDD, is the only format that names a day; any other is left as it is, to be refused. */
function dateAt(place: Place): RawText {
  const text = textOf(place) ?? "";
  const format = place.element.attributes.get("format") ?? "none";
  const match = format === "102" ? /^(\d{4})(\d{2})(\d{2})$/.exec(text) : null;
  return { at: place.path, text: match ? match.slice(1).join("-") : `${text} (format ${format})` };
}
