import { quote } from "../domain/decimal.ts";
import type { DomainError } from "../domain/problem.ts";
import { refusal } from "./problem.ts";

type Encoding = "utf-8" | "utf-16" | "iso-8859-1" | "windows-1252";

// Longest first: UTF-32's mark begins like UTF-16's.
const BYTE_ORDER_MARKS: readonly (readonly [label: string, mark: readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0x00, 0x00]],
  ["utf-32be", [0x00, 0x00, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const DECLARATION = /^<\?xml\s+version\s*=\s*["'][^"']*["']\s*encoding\s*=\s*["']([^"']*)["']/;

/**
 * The text of an XML document in UTF-8, UTF-16 (with a byte order mark), ISO-8859-1 or windows-1252.
 * Mark, declaration and `charset` (of the media type) must agree and every byte must mean a character:
 * two readers that guess differently are how documents are smuggled past a filter.
 *
 * @throws DomainError unsupported-encoding, not-well-formed
 */
export function decodeXml(bytes: Uint8Array, charset?: string): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  // What has no mark writes its declaration in ASCII.
  const label =
    marked?.[0] ?? declaredIn(Buffer.from(bytes.subarray(0, 1024)).toString("latin1")) ?? charset ?? "utf-8";
  const encoding = nameOf(label);
  if (encoding === "utf-16" && !marked) throw unsupported("UTF-16 needs a byte order mark");

  const text = decode(bytes, encoding, label);
  for (const other of [charset, declaredIn(text)]) {
    if (other !== undefined && nameOf(other) !== encoding) {
      throw unsupported(`the document is said to be ${encoding} and ${nameOf(other)}`);
    }
  }
  return text;
}

function declaredIn(text: string): string | undefined {
  return DECLARATION.exec(text.slice(0, text.indexOf(">") + 1))?.[1];
}

function nameOf(label: string): Encoding {
  const name = label.toLowerCase();
  if (name === "utf-16le" || name === "utf-16be") return "utf-16";
  if (name === "utf-8" || name === "utf-16" || name === "iso-8859-1" || name === "windows-1252") return name;
  throw unsupported(`${quote(label)} is not one of UTF-8, UTF-16, ISO-8859-1 and windows-1252`);
}

function decode(bytes: Uint8Array, encoding: Encoding, label: string): string {
  // The Encoding standard reads this label as windows-1252 and so makes quotation marks of ISO-8859-1's control characters.
  if (encoding === "iso-8859-1") return Buffer.from(bytes).toString("latin1");
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // The decoder's own error says no more.
    throw refusal("not-well-formed", `the document has bytes that mean nothing in ${encoding}`);
  }
}

const unsupported = (message: string): DomainError => refusal("unsupported-encoding", message);
