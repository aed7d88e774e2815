import { Value } from "typebox/value";

import type { DomainError } from "../domain/problem.ts";
import { InvoiceJson } from "./invoiceJson.ts";
import { parseJson, pointerSegment } from "./jsonText.ts";
import { refusal } from "./problem.ts";
import type { RawAmount, RawInvoice, RawLine, RawParty, RawReference, RawText } from "./raw.ts";

type JsonParty = InvoiceJson["seller"];
type JsonAmount = InvoiceJson["payable"];

/**
 * Finds the values of an invoice written as `InvoiceJson`.
 *
 * @throws DomainError unsupported-encoding, not-well-formed, duplicate-field, too-deep, missing-field, unknown-field, bad-field
 */
export function readJson(bytes: Uint8Array, charset = "utf-8"): RawInvoice {
  if (charset !== "utf-8") throw refusal("unsupported-encoding", "JSON is UTF-8");
  const invoice = checked(parseJson(bytes));
  return {
    syntax: "JSON",
    kind: invoice.kind ?? "invoice",
    at: "",
    typeCode: rawText("/typeCode", invoice.typeCode),
    number: rawText("/number", invoice.number),
    issueDate: rawText("/issueDate", invoice.issueDate),
    dueDate: rawText("/dueDate", invoice.dueDate),
    dueSource: invoice.dueDate === undefined ? undefined : "dueDate",
    currency: rawText("/payable/currency", invoice.payable.currency),
    payable: rawAmount("/payable", invoice.payable),
    grandTotal: rawAmount("/grandTotal", invoice.grandTotal),
    prepaid: rawAmount("/prepaid", invoice.prepaid),
    rounding: rawAmount("/rounding", invoice.rounding),
    seller: rawParty("/seller", invoice.seller),
    buyer: rawParty("/buyer", invoice.buyer),
    payee: rawParty("/payee", invoice.payee ?? {}),
    iban: rawText("/iban", invoice.iban),
    precedingInvoices: (invoice.precedingInvoices ?? []).map((each, at) => reference(`/precedingInvoices/${at}`, each)),
    lines: (invoice.lines ?? []).map((line, at) => rawLine(`/lines/${at}`, line)),
    attachments: [],
    signed: false,
  };
}

function checked(value: unknown): InvoiceJson {
  if (Value.Check(InvoiceJson, value)) return value;
  throw firstProblem(value);
}

function firstProblem(value: unknown): DomainError {
  const errors = Value.Errors(InvoiceJson, value);
  for (const error of errors) {
    if (error.keyword === "required") {
      const [name = ""] = error.params.requiredProperties;
      return refusal("missing-field", `the document has no ${name}`, `${error.instancePath}/${name}`);
    }
    if (error.keyword === "additionalProperties") {
      const [name = ""] = error.params.additionalProperties;
      return refusal("unknown-field", "there is no such field", `${error.instancePath}/${pointerSegment(name)}`);
    }
  }
  const [error] = errors;
  return refusal(
    error?.keyword === "format" ? "bad-date" : "bad-field",
    error?.message ?? "not an invoice",
    error?.instancePath ?? "",
  );
}

const rawText = (at: string, text: string | undefined): RawText | undefined =>
  text === undefined ? undefined : { text, at };

const rawAmount = (at: string, money: JsonAmount | undefined): RawAmount | undefined =>
  money && { text: money.amount, currency: money.currency, unit: "minor", at: `${at}/amount` };

const rawParty = (at: string, party: JsonParty): RawParty => ({
  name: rawText(`${at}/name`, party.name),
  vat: rawText(`${at}/vat`, party.vat),
  legalId: rawText(`${at}/legalId`, party.legalId),
  partyId: rawText(`${at}/partyId`, party.partyId),
  endpoint: rawText(`${at}/endpoint`, party.endpoint),
  country: rawText(`${at}/country`, party.country),
});

const reference = (at: string, each: NonNullable<InvoiceJson["precedingInvoices"]>[number]): RawReference =>
  typeof each === "string"
    ? { number: { text: each, at } }
    : { number: { text: each.number, at: `${at}/number` }, issueDate: rawText(`${at}/issueDate`, each.issueDate) };

const rawLine = (at: string, line: NonNullable<InvoiceJson["lines"]>[number]): RawLine => ({
  id: rawText(`${at}/id`, line.id),
  description: rawText(`${at}/description`, line.description),
  quantity: rawText(`${at}/quantity`, line.quantity),
  unit: rawText(`${at}/unit`, line.unit),
  netAmount: rawAmount(`${at}/netAmount`, line.netAmount),
});
