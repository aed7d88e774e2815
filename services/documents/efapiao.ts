import type { Layout } from "./layout.ts";
import { paths } from "./layout.ts";
import type { Place } from "./path.ts";
import { find, path, textOf } from "./path.ts";
import { refusal } from "./problem.ts";
import type { RawText } from "./raw.ts";

const DATA = "EInvoiceData";
const TOTALS = `${DATA}/BasicInformation`;
const NO_NAMESPACE = "";
const ISSUE = path("Header/InherentLabel/InIssuType/LabelCode");

/**
 * China's fully digitalised e-fapiao (数电票) in the publicly described XML. It names no currency, which is the yuan, and no
 * due date. A red-letter one (InIssuType N) has negative amounts and names the blue one that it takes back.
 */
export const EFAPIAO: Layout = {
  syntax: "EFAPIAO",
  roots: new Map([[NO_NAMESPACE, { name: "EInvoice", kind: kindOf, vocabulary: new Set([NO_NAMESPACE]) }]]),
  number: paths("TaxSupervisionInfo/InvoiceNumber"),
  typeCode: [],
  issueDate: paths("TaxSupervisionInfo/IssueTime"),
  dueDate: [],
  currency: { fixed: "CNY" },
  taxCurrency: [],
  payable: paths(`${TOTALS}/TotalTax-includedAmount`),
  grandTotal: [],
  prepaid: [],
  rounding: [],
  seller: partyAt("Seller"),
  buyer: partyAt("Buyer"),
  payee: { name: [], vat: [], legalId: [], partyId: [], endpoint: [], country: [] },
  iban: [],
  preceding: {
    each: path(`${DATA}/SpecificInformation/RedEInvoice*`),
    number: paths("OriginalInvoiceCode"),
    issueDate: [],
  },
  attachments: undefined,
  lines: path(`${DATA}/IssuItemInformation*`),
  line: {
    id: [],
    description: paths("ItemName"),
    quantity: paths("Quantity"),
    unit: paths("MeaUnits"),
    netAmount: paths("Amount"),
  },
  dateAt,
};

/** Companies are identified by their unified social credit code. */
function partyAt(role: "Seller" | "Buyer"): Layout["seller"] {
  const at = `${DATA}/${role}Information/${role}`;
  return { name: paths(`${at}Name`), vat: [], legalId: paths(`${at}IdNum`), partyId: [], endpoint: [], country: [] };
}

/** A reader that did not know which of the two it has would take a credit for a debt. */
function kindOf(root: Place): "invoice" | "credit-note" {
  const [label] = find(root, ISSUE);
  const code = label && textOf(label);
  if (code === "Y") return "invoice";
  if (code === "N") return "credit-note";
  throw refusal(
    "bad-field",
    "the label says neither that this is a blue nor a red-letter invoice",
    label?.path ?? root.path,
  );
}

/** The time of day is the tax bureau's; the day is the invoice's. */
function dateAt(place: Place): RawText {
  const text = textOf(place) ?? "";
  return { at: place.path, text: /^(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}$/.exec(text)?.[1] ?? text };
}
