import { expect } from "chai";

import { find, first, path, textOf } from "../../../services/documents/path.ts";
import type { Place } from "../../../services/documents/path.ts";
import { parseXml } from "../../../services/documents/xml.ts";
import { refused } from "../domain/refusal.ts";

const place = (text: string): Place => {
  const element = parseXml(`<R xmlns="urn:known" xmlns:o="urn:other">${text}</R>`).root;
  return { element, path: element.local, vocabulary: new Set(["urn:known"]) };
};
const found = (text: string, steps: string): string[] => find(place(text), path(steps)).map((at) => at.path);

describe("documents: paths in a document", () => {
  it("finds children by name, in known namespaces only", () => {
    expect(found("<A><B/></A><o:A/>", "A/B")).to.deep.equal(["R/A/B"]);
    expect(found("<o:A/>", "A")).to.deep.equal([]);
  });

  it("takes either name of an alternative", () => {
    expect(found("<New/>", "Old|New")).to.deep.equal(["R/New"]);
    expect(refused(() => found("<Old/><New/>", "Old|New"))).to.equal("duplicate-field at R/New[2]");
  });

  it("refuses a second element unless the step may repeat", () => {
    expect(refused(() => found("<A/><A/>", "A"))).to.equal("duplicate-field at R/A[2]");
    expect(found("<A/><A><B/></A>", "A*/B")).to.deep.equal(["R/A[2]/B"]);
    expect(refused(() => found("<A><B/><B/></A>", "A*/B"))).to.equal("duplicate-field at R/A[1]/B[2]");
  });

  it("takes only elements that meet a condition, on a child or an attribute, in whatever capitals", () => {
    const schemes = "<T><S><I>FC</I></S></T><T><S><I> vat </I></S></T>";
    expect(found(schemes, "T[S/I=VAT]")).to.deep.equal(["R/T[2]"]);
    expect(found('<I k="FC"/><I k="VA"/><I/>', "I[@k=VA]")).to.deep.equal(["R/I[2]"]);
  });

  it("takes the first value of the first path that has one", () => {
    const document = place("<A> </A><B/><B>2</B><B>3</B><C>4</C>");
    const at = first(document, [path("A"), path("B*"), path("C")]);
    expect(at && [at.path, textOf(at)]).to.deep.equal(["R/B[2]", "2"]);
    expect(first(document, [path("A"), path("D")])).to.equal(undefined);
  });

  it("refuses different values where they must agree", () => {
    expect(first(place("<B>2</B><B> 2 </B><B/>"), [path("=B*")])?.path).to.equal("R/B[1]");
    expect(refused(() => first(place("<B>2</B><B>3</B>"), [path("=B*")]))).to.equal("duplicate-field at R/B[2]");
  });

  it("collapses white space, and takes no value with an element inside", () => {
    expect(textOf(place("\n  a \t b\u00a0 \r\n"))).to.equal("a b\u00a0");
    expect(textOf(place("  "))).to.equal(undefined);
    expect(refused(() => textOf(place("1<A/>000")))).to.equal("unexpected-element at R");
  });

  it("refuses a path that is none", () => {
    for (const text of ["", "A//B", "A[b", "A[B=]", "*"]) expect(() => path(text), text).to.throw(TypeError);
  });
});
