import { quote } from "../domain/decimal.ts";
import { MAX_DEPTH } from "./limits.ts";
import { refusal } from "./problem.ts";

/** An object or array that the scan is inside of. */
interface Frame {
  /** Of an object: the keys so far. */
  readonly keys?: Set<string>;
  /** The member the scan stands at: an index, or a key. */
  at: number | string;
  expectsKey: boolean;
}

/**
 * Parses JSON in UTF-8, and refuses what RFC 8259 leaves open: a key given twice, of which JSON.parse keeps the last.
 *
 * @throws DomainError not-well-formed, duplicate-field, too-deep
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    // The parser's message repeats a piece of the document.
    throw refusal("not-well-formed", "the document is not JSON in UTF-8");
  }
  checkStructure(text);
  return value;
}

/** One pass over a text that is known to be JSON. */
function checkStructure(text: string): void {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const top = frames.at(-1);
    const character = text[at];
    if (character === "{" || character === "[") {
      if (frames.length >= MAX_DEPTH) throw refusal("too-deep", `values nest deeper than ${MAX_DEPTH}`);
      frames.push(character === "{" ? { keys: new Set(), at: "", expectsKey: true } : { at: 0, expectsKey: false });
    } else if (character === "}" || character === "]") {
      frames.pop();
    } else if (character === "," && top) {
      if (typeof top.at === "number") top.at += 1;
      top.expectsKey = top.keys !== undefined;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (top?.keys && top.expectsKey) addKey(frames, top, top.keys, JSON.parse(text.slice(at, end)) as string);
      at = end - 1;
    }
  }
}

function addKey(frames: readonly Frame[], top: Frame, keys: Set<string>, key: string): void {
  top.at = key;
  top.expectsKey = false;
  if (keys.has(key)) throw refusal("duplicate-field", `the key ${quote(key)} is given twice`, pointerTo(frames));
  keys.add(key);
}

const pointerTo = (frames: readonly Frame[]): string => frames.map(({ at }) => `/${pointerSegment(`${at}`)}`).join("");

/** A key as a segment of a JSON pointer (RFC 6901), as much of it as is safe to show. */
export const pointerSegment = (key: string): string =>
  quote(key).slice(1, -1).replaceAll("~", "~0").replaceAll("/", "~1");

/** The index after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
