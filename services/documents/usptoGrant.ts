import type { CalendarDate } from "../domain/date.ts";
import { parseDate } from "../domain/date.ts";
import type { AssetKind } from "../domain/ip/kind.ts";
import { decodeXml } from "./encoding.ts";
import { find, first, path, textOf } from "./path.ts";
import type { Path, Place } from "./path.ts";
import { refusal } from "./problem.ts";
import { cleanText } from "./text.ts";
import { parseXml } from "./xml.ts";

/** What the front page of a US grant says, as USPTO Patent Grant XML prints it. */
export interface UsGrant {
  readonly kind: AssetKind;
  /** As printed, with leading zeros. */
  readonly number: string;
  readonly kindCode: string;
  readonly title: string;
  /** Series and serial: 16/232658. */
  readonly applicationNumber: string;
  readonly filingDate: CalendarDate;
  readonly grantDate: CalendarDate;
  /** Of the earliest application that the term is counted from: not a provisional one, nor foreign priority. */
  readonly earliestTermDate: CalendarDate;
  readonly adjustmentDays: number;
  readonly isDisclaimed: boolean;
  readonly mainClass?: string;
  readonly ownersAtGrant: readonly { readonly name: string; readonly country?: string }[];
}

const ROOTS: ReadonlyMap<string, string> = new Map([
  ["us-patent-grant", "us-bibliographic-data-grant"],
  ["us-bibliographic-data-grant", ""],
]);
const READING = {
  // As the office publishes them: the name of a DTD, which is never fetched, and no declarations of the document's own.
  doctype: /^\s*us-patent-grant\s+SYSTEM\s+(["'])[\w.-]{1,80}\1\s*(?:\[\s*\]\s*)?$/,
  inline: new Set(["b", "i", "o", "smallcaps", "sub", "sup", "u"]),
} as const;
const NO_NAMESPACE = new Set([""]);

const NUMBER = path("publication-reference/document-id/doc-number");
const KIND_CODE = path("publication-reference/document-id/kind");
const GRANTED = path("publication-reference/document-id/date");
const APPLICATION = path("application-reference/document-id/doc-number");
const FILED = path("application-reference/document-id/date");
const TITLE = path("invention-title");
const ADJUSTMENT = path("us-term-of-grant/us-term-extension");
const DISCLAIMER = path("us-term-of-grant/disclaimer");
/** The parents whose filing the term is counted from: 35 USC 120, 121, 365(c). A reissue keeps its original's term. */
const PARENTS = path("us-related-documents/division|continuation|continuation-in-part|continuing-reissue|reissue*");
const PARENT_DATE = path("relation/parent-doc/document-id/date");
const PCT_DATE = path("pct-or-regional-filing-data/document-id/date");
const IPC = path("classifications-ipcr/classification-ipcr*");
const OLD_IPC = path("classification-ipc/main-classification");
const ASSIGNEES = path("assignees/assignee*/addressbook");

/**
 * Reads USPTO grant XML: the front page, whole or alone.
 *
 * @throws DomainError see `DocumentProblem`
 */
export function readUsGrant(bytes: Uint8Array, charset?: string): UsGrant {
  const front = frontPage(parseXml(decodeXml(bytes, charset), READING).root);
  const filingDate = dateOf(front, FILED, "filing date");
  const number = required(front, NUMBER, "patent number");
  return {
    kind: number.startsWith("D") ? "design" : "patent",
    number,
    kindCode: required(front, KIND_CODE, "kind code"),
    title: required(front, TITLE, "title"),
    applicationNumber: applicationOf(front),
    filingDate,
    grantDate: dateOf(front, GRANTED, "date of grant"),
    earliestTermDate: earliestOf(front, filingDate),
    adjustmentDays: adjustmentIn(front),
    isDisclaimed: find(front, DISCLAIMER).length > 0,
    ...mainClassOf(front),
    ownersAtGrant: find(front, ASSIGNEES).flatMap(ownerOf),
  };
}

/** A whole grant holds the front page; any other document is none. */
function frontPage(root: Place["element"]): Place {
  const within = ROOTS.get(root.local);
  if (within === undefined || root.uri !== "")
    throw refusal("unsupported-document", "the root element is not that of a US patent grant");
  const place = { element: root, path: root.local, vocabulary: NO_NAMESPACE };
  if (within === "") return place;
  const [front] = find(place, path(within));
  if (front) return front;
  throw refusal("missing-field", "the grant has no front page", `${root.local}/${within}`);
}

/** The application's series stands in front of six digits of its serial number. */
function applicationOf(front: Place): string {
  const text = required(front, APPLICATION, "application number");
  const [, series, serial] = /^(\d{2})(\d{6})$/.exec(text) ?? [];
  if (series !== undefined && serial !== undefined) return `${series}/${serial}`;
  throw refusal("bad-field", "an application number is a series of two digits and six more", front.path);
}

function earliestOf(front: Place, filingDate: CalendarDate): CalendarDate {
  const parents = find(front, PARENTS).flatMap((parent) => find(parent, PARENT_DATE));
  const counted = [...parents, ...find(front, PCT_DATE)].map(dayAt);
  return [filingDate, ...counted].toSorted()[0] ?? filingDate;
}

function adjustmentIn(front: Place): number {
  const [place] = find(front, ADJUSTMENT);
  const text = place && textOf(place);
  if (text === undefined) return 0;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw refusal("bad-field", "a term adjustment is a number of days", place?.path);
}

/** Section, class and subclass of the first classification. */
function mainClassOf(front: Place): { mainClass?: string } {
  const [ipc] = find(front, IPC);
  const parts = ipc && ["section", "class", "subclass"].map((name) => find(ipc, path(name)).map(textOf)[0] ?? "");
  const code = parts?.join("") ?? first(front, [OLD_IPC])?.element.text.slice(0, 4) ?? "";
  return /^[A-H]\d{2}[A-Z]$/.test(code) ? { mainClass: code } : {};
}

function ownerOf(book: Place): { name: string; country?: string }[] {
  const company = first(book, [path("orgname")]);
  const names = ["first-name", "last-name"].flatMap((part) => first(book, [path(part)]) ?? []);
  const name = company ? clean(company) : names.map(clean).join(" ");
  const country = first(book, [path("address/country")]);
  return name === "" ? [] : [{ name, ...(country && { country: clean(country) }) }];
}

function dateOf(front: Place, at: Path, what: string): CalendarDate {
  const place = first(front, [at]);
  if (place) return dayAt(place);
  throw missing(front, what);
}

function dayAt(place: Place): CalendarDate {
  const text = textOf(place) ?? "";
  return parseDate(text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"), place.path);
}

function required(front: Place, at: Path, what: string): string {
  const place = first(front, [at]);
  if (place) return clean(place);
  throw missing(front, what);
}

const clean = (place: Place): string => cleanText({ text: textOf(place) ?? "", at: place.path });

const missing = (front: Place, what: string) => refusal("missing-field", `the grant has no ${what}`, front.path);
