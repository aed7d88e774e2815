import { CII } from "./cii.ts";
import { EFAPIAO } from "./efapiao.ts";
import { decodeXml } from "./encoding.ts";
import type { Layout, PartyLayout } from "./layout.ts";
import type { Path, Place } from "./path.ts";
import { find, first, textOf } from "./path.ts";
import { refusal } from "./problem.ts";
import type { RawAmount, RawAttachment, RawInvoice, RawLine, RawParty, RawReference, RawText } from "./raw.ts";
import { UBL } from "./ubl.ts";
import type { XmlElement } from "./xml.ts";
import { parseXml } from "./xml.ts";

const LAYOUTS = [UBL, CII, EFAPIAO];
const XML_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

/**
 * Finds a UBL, CII or e-fapiao invoice's values. The root's namespace and name decide, never a prefix.
 *
 * @param charset of the media type, if it names one
 * @throws DomainError see `DocumentProblem`
 */
export function readXml(bytes: Uint8Array, charset?: string): RawInvoice {
  const { root, namespaces } = parseXml(decodeXml(bytes, charset));
  const { layout, place, kind } = recognise(root);
  return { ...valuesOf(place, layout), kind, signed: namespaces.has(XML_SIGNATURE) };
}

function recognise(root: XmlElement): { layout: Layout; place: Place; kind: RawInvoice["kind"] } {
  for (const layout of LAYOUTS) {
    const known = layout.roots.get(root.uri);
    if (known?.name !== root.local) continue;
    const place = { element: root, path: root.local, vocabulary: known.vocabulary };
    return { layout, place, kind: typeof known.kind === "function" ? known.kind(place) : known.kind };
  }
  throw refusal("unsupported-document", "the root element is not that of a UBL or CII invoice or an e-fapiao");
}

function valuesOf(root: Place, layout: Layout): Omit<RawInvoice, "kind" | "signed"> {
  const text = (paths: readonly Path[]): RawText | undefined => rawText(first(root, paths));
  const amount = (paths: readonly Path[]): RawAmount | undefined => rawAmount(first(root, paths));
  const issued = first(root, layout.issueDate);
  const due = dueDateIn(root, layout);
  return {
    syntax: layout.syntax,
    at: root.path,
    number: text(layout.number),
    typeCode: text(layout.typeCode),
    issueDate: issued && layout.dateAt(issued),
    dueDate: due?.date,
    dueSource: due?.source,
    currency: currencyIn(root, layout),
    taxCurrency: text(layout.taxCurrency),
    payable: amount(layout.payable),
    grandTotal: amount(layout.grandTotal),
    prepaid: amount(layout.prepaid),
    rounding: amount(layout.rounding),
    seller: rawParty(root, layout.seller),
    buyer: rawParty(root, layout.buyer),
    payee: rawParty(root, layout.payee),
    iban: text(layout.iban),
    precedingInvoices: find(root, layout.preceding.each).flatMap((place) => referenceAt(place, layout)),
    attachments: layout.attachments ? find(root, layout.attachments).map(rawAttachment) : [],
    lines: find(root, layout.lines).map((line) => rawLine(line, layout)),
  };
}

/** An element without a code is a bad currency, not one left to the amounts. */
function currencyIn(root: Place, { currency }: Layout): RawText | undefined {
  if ("fixed" in currency) return { text: currency.fixed, at: root.path };
  const [place] = find(root, currency);
  return place && { text: textOf(place) ?? "", at: place.path };
}

/** Two due dates are two promises: one of them cannot be picked for the parties. */
function dueDateIn(root: Place, layout: Layout): { source: string; date: RawText } | undefined {
  const found = layout.dueDate.flatMap(([source, path]) =>
    find(root, path)
      .filter((place) => textOf(place) !== undefined)
      .map((place) => ({ source, date: layout.dateAt(place) })),
  );
  const [chosen] = found;
  const other = found.find(({ date }) => date.text !== chosen?.date.text);
  if (other) throw refusal("duplicate-field", "the document states another due date as well", other.date.at);
  return chosen;
}

/** A reference without a number names nothing. */
function referenceAt(place: Place, layout: Layout): RawReference[] {
  const number = rawText(first(place, layout.preceding.number));
  const issued = first(place, layout.preceding.issueDate);
  return number ? [{ number, issueDate: issued && layout.dateAt(issued) }] : [];
}

const rawParty = (root: Place, layout: PartyLayout): RawParty => {
  const text = (paths: readonly Path[]): RawText | undefined => rawText(first(root, paths));
  return {
    name: text(layout.name),
    vat: text(layout.vat),
    legalId: text(layout.legalId),
    partyId: text(layout.partyId),
    endpoint: text(layout.endpoint),
    country: text(layout.country),
  };
};

function rawLine(line: Place, { line: layout }: Layout): RawLine {
  const quantity = first(line, layout.quantity);
  return {
    id: rawText(first(line, layout.id)),
    description: rawText(first(line, layout.description)),
    quantity: rawText(quantity),
    unit: (quantity && attribute(quantity, "unitCode")) ?? rawText(first(line, layout.unit)),
    netAmount: rawAmount(first(line, layout.netAmount)),
  };
}

const rawAttachment = (place: Place): RawAttachment => ({
  mediaType: attribute(place, "mimeCode") ?? { text: "", at: place.path },
  base64: rawText(place) ?? { text: "", at: place.path },
});

function rawText(place: Place | undefined): RawText | undefined {
  const text = place && textOf(place);
  return place && text !== undefined ? { text, at: place.path } : undefined;
}

function rawAmount(place: Place | undefined): RawAmount | undefined {
  const text = rawText(place);
  return text && { ...text, currency: place?.element.attributes.get("currencyID"), unit: "major" };
}

function attribute({ element, path }: Place, name: string): RawText | undefined {
  const text = element.attributes.get(name);
  return text === undefined ? undefined : { text, at: `${path}/@${name}` };
}
