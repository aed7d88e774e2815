import { expect } from "chai";

import { MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS } from "../../../services/documents/limits.ts";
import { parseXml } from "../../../services/documents/xml.ts";
import { refused } from "../domain/refusal.ts";

const nested = (depth: number): string => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
const withAttributes = (count: number): string =>
  `<a ${Array.from({ length: count }, (_, at) => `a${at}="1"`).join(" ")}/>`;
const withElements = (count: number): string => `<a>${"<b/>".repeat(count - 1)}</a>`;

describe("documents: XML", () => {
  it("knows an element by namespace and local name, whatever its prefix", () => {
    const { root, namespaces } = parseXml('<p:a xmlns:p="urn:x" xmlns="urn:y"><b/><p:c xmlns:p="urn:z"/></p:a>');
    expect([root, ...root.children].map(({ uri, local }) => `${uri} ${local}`)).to.deep.equal([
      "urn:x a",
      "urn:y b",
      "urn:z c",
    ]);
    expect([...namespaces]).to.deep.equal(["urn:x", "urn:y", "urn:z"]);
  });

  it("joins character data across comments, CDATA sections and children", () => {
    const { root } = parseXml("<a>1<!-- x -->0<![CDATA[<0>]]>&amp;<b>no</b>&#48;<?pi no?></a>");
    expect(root.text).to.equal("10<0>&0");
    expect(root.children.map(({ text }) => text)).to.deep.equal(["no"]);
  });

  it("keeps attributes without a namespace, however they are called", () => {
    const { root } = parseXml('<a x="1" p:y="2" xmlns:p="urn:x" __proto__="3" constructor="4"/>');
    expect([...root.attributes]).to.deep.equal([
      ["x", "1"],
      ["__proto__", "3"],
      ["constructor", "4"],
    ]);
  });

  it("nests to the limit and no deeper", () => {
    expect(parseXml(nested(MAX_DEPTH)).root.local).to.equal("a");
    expect(refused(() => parseXml(nested(MAX_DEPTH + 1)))).to.equal("too-deep");
  });

  it("takes attributes to the limit and no more", () => {
    expect(parseXml(withAttributes(MAX_ATTRIBUTES)).root.attributes.size).to.equal(MAX_ATTRIBUTES);
    expect(refused(() => parseXml(withAttributes(MAX_ATTRIBUTES + 1)))).to.equal("too-many-attributes");
    expect(parseXml(`<a>${withAttributes(60)}${withAttributes(60)}</a>`).root.children).to.have.length(2);
  });

  it("takes elements to the limit and no more", () => {
    expect(parseXml(withElements(MAX_ELEMENTS)).root.children).to.have.length(MAX_ELEMENTS - 1);
    expect(refused(() => parseXml(withElements(MAX_ELEMENTS + 1)))).to.equal("too-many-elements");
  });

  it("refuses any document type declaration", () => {
    for (const doctype of ["<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "x.dtd">', "<!DOCTYPE a [<!ELEMENT a ANY>]>"]) {
      expect(
        refused(() => parseXml(`${doctype}<a/>`)),
        doctype,
      ).to.equal("doctype-refused");
    }
    expect(refused(() => parseXml("<!doctype html><html/>"))).to.equal("not-well-formed");
    expect(refused(() => parseXml("<!DOCTYPE html><html/>"))).to.equal("unsupported-document");
  });

  it("refuses what is not namespace-well-formed XML 1.0", () => {
    const texts = [
      "",
      "text",
      "<a>",
      "<a></b>",
      "<a/><a/>",
      "<a/>text",
      "<a x=1/>",
      '<a x="1" x="2"/>',
      '<a xmlns:p="urn:x" xmlns:q="urn:x" p:x="1" q:x="2"/>',
      "<p:a/>",
      "<a>&unknown;</a>",
      "<a>&#x1;</a>",
      "<a>\u0001</a>",
      "<a>\ufffe</a>",
      "<a>]]></a>",
      "<a><!-- -- --></a>",
      '<?xml version="1.1"?><a>&#x1;</a>',
      '<a/><?xml version="1.0"?>',
    ];
    for (const text of texts)
      expect(
        refused(() => parseXml(text)),
        text,
      ).to.equal("not-well-formed");
  });

  it("refuses XInclude wherever it stands", () => {
    const include = '<b><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></b>';
    expect(refused(() => parseXml(`<a>${include}</a>`))).to.equal("xinclude-refused");
  });
});
