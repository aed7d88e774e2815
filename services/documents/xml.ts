import { SaxesParser } from "saxes";
import type { SaxesTagNS } from "saxes";

import { MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS } from "./limits.ts";
import { refusal } from "./problem.ts";

export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** Those in no namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own character data, joined across comments, CDATA sections and children. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

export interface XmlDocument {
  readonly root: XmlElement;
  /** Of all its elements. */
  readonly namespaces: ReadonlySet<string>;
}

const XINCLUDE = "http://www.w3.org/2001/XInclude";
const NONE: ReadonlyMap<string, string> = new Map();

export interface XmlReading {
  /** The document type declarations that are read over, as between `<!DOCTYPE` and `>`; left out, none is. */
  readonly doctype?: RegExp;
  /** Elements in no namespace that only set off text: what they hold is text of the element around them. */
  readonly inline?: ReadonlySet<string>;
}

/**
 * Reads namespace-well-formed XML 1.0 into elements. Nothing is ever fetched, expanded or executed: XInclude is refused, a
 * document type declaration too, unless it is one that the caller knows to declare nothing; processing instructions are skipped. Time and memory are linear in the text.
 *
 * @throws DomainError not-well-formed, doctype-refused, xinclude-refused, too-deep, too-many-attributes, too-many-elements
 */
export function parseXml(text: string, { doctype: known, inline }: XmlReading = {}): XmlDocument {
  // XML 1.1 would let control characters in by reference.
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const open: OpenElement[] = [];
  const namespaces = new Set<string>();
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;

  const addText = (more: string): void => {
    const element = open.at(-1);
    if (element) element.text += more;
  };

  parser.on("error", () => {
    // The parser's message may repeat any amount of the document; its position is enough.
    throw refusal("not-well-formed", `not well-formed XML (line ${parser.line}, column ${parser.column})`);
  });
  parser.on("doctype", (doctype) => {
    if (doctype.trim().toLowerCase() === "html") throw refusal("unsupported-document", "a web page is not an invoice");
    if (known?.test(doctype) === true) return;
    throw refusal("doctype-refused", "a document type declaration is not accepted");
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    elements += 1;
    if (open.length >= MAX_DEPTH) throw refusal("too-deep", `elements nest deeper than ${MAX_DEPTH}`);
    if (elements > MAX_ELEMENTS) throw refusal("too-many-elements", `more than ${MAX_ELEMENTS} elements`);
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) {
      throw refusal("too-many-attributes", `an element has more than ${MAX_ATTRIBUTES} attributes`);
    }
  });
  parser.on("opentag", (tag) => {
    if (tag.uri === XINCLUDE) throw refusal("xinclude-refused", "XInclude is not accepted");
    const around = open.at(-1);
    if (around && tag.uri === "" && inline?.has(tag.local) === true) {
      open.push(around);
      return;
    }
    const element: OpenElement = {
      uri: tag.uri,
      local: tag.local,
      attributes: attributes === 0 ? NONE : plainAttributes(tag),
      children: [],
      text: "",
    };
    namespaces.add(tag.uri);
    around?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });

  parser.write(text).close();
  if (!root) throw refusal("not-well-formed", "the document has no element");
  return { root, namespaces };
}

function plainAttributes(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const own = Object.values(tag.attributes).filter(({ uri }) => uri === "");
  return new Map(own.map(({ local, value }) => [local, value]));
}
