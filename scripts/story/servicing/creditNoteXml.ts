import type { Invoice, InvoiceParty } from "../../../services/domain/invoice.ts";
import { formatDecimal } from "../../../services/domain/money.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);

const element = (name: string, text: string | undefined): string =>
  text === undefined ? "" : `<cbc:${name}>${escaped(text)}</cbc:${name}>`;

const partyXml = (role: string, { name, vat, legalId, partyId }: InvoiceParty): string => `
  <cac:${role}><cac:Party>
    ${partyId === undefined ? "" : `<cac:PartyIdentification>${element("ID", partyId)}</cac:PartyIdentification>`}
    ${vat === undefined ? "" : `<cac:PartyTaxScheme>${element("CompanyID", vat)}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`}
    <cac:PartyLegalEntity>${element("RegistrationName", name)}${element("CompanyID", legalId)}</cac:PartyLegalEntity>
  </cac:Party></cac:${role}>`;

export interface NewNote {
  readonly number: string;
  /** Minor units of the invoice's currency. */
  readonly amount: bigint;
}

/** A UBL credit note that takes a part of an invoice back, between the same two parties. */
export function creditNoteXml(invoice: Invoice, { number, amount }: NewNote): Uint8Array {
  const { currency, issueDate } = invoice;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  ${element("ID", number)}${element("IssueDate", issueDate)}<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
  ${element("DocumentCurrencyCode", currency)}
  <cac:BillingReference><cac:InvoiceDocumentReference>
    ${element("ID", invoice.number)}${element("IssueDate", issueDate)}
  </cac:InvoiceDocumentReference></cac:BillingReference>
  ${partyXml("AccountingSupplierParty", invoice.seller)}${partyXml("AccountingCustomerParty", invoice.buyer)}
  <cac:LegalMonetaryTotal>
    <cbc:PayableAmount currencyID="${currency}">${formatDecimal(amount, currency)}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
</CreditNote>`);
}
