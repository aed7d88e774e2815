import { expect } from "chai";

import { parseJson } from "../../../services/documents/jsonText.ts";
import { MAX_DEPTH, MAX_TEXT } from "../../../services/documents/limits.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { refusalOf } from "../../../services/documents/refusalOf.ts";
import { refused } from "../domain/refusal.ts";
import { fixture, readJsonText, varied } from "./support.ts";

const JSON_FILE = "harbour-steel.json";
const parse = (text: string): unknown => parseJson(Buffer.from(text));

describe("documents: JSON", () => {
  it("parses what JSON.parse parses", () => {
    for (const text of [
      '{"a":[1,{"b":"\\"{,"},"a"],"c":{"a":2}}',
      '"x"',
      " [] ",
      '{"":{"":""}}',
      '["a","a",{"k":"k"}]',
    ]) {
      expect(parse(text), text).to.deep.equal(JSON.parse(text));
    }
  });

  it("refuses a key given twice, however it is escaped, and says where", () => {
    expect(refused(() => parse('{"a":1,"\\u0061":2}'))).to.equal("duplicate-field at /a");
    expect(refused(() => parse('{"a":[0,{"b~/c":1,"d":[],"b~/c":2}]}'))).to.equal("duplicate-field at /a/1/b~0~1c");
    expect(refused(() => parse('{"__proto__":1,"__proto__":2}'))).to.equal("duplicate-field at /__proto__");
  });

  it("nests to the limit and no deeper", () => {
    const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(parse(nested(MAX_DEPTH))).to.have.length(1);
    expect(refused(() => parse(nested(MAX_DEPTH + 1)))).to.equal("too-deep");
    expect(refused(() => parse("[".repeat(1_000_000)))).to.equal("not-well-formed");
  });

  it("refuses what is not JSON in UTF-8", () => {
    for (const text of ["", "{", "{'a':1}", "[1,]", "NaN", "<a/>", '"\u0001"']) {
      expect(
        refused(() => parse(text)),
        text,
      ).to.equal("not-well-formed");
    }
    expect(refused(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22)))).to.equal("not-well-formed");
    const bytes = Buffer.from(fixture(JSON_FILE));
    expect(refused(() => readInvoice(bytes, "application/json; charset=utf-16"))).to.equal("unsupported-encoding");
  });
});

describe("documents: an invoice in JSON", () => {
  it("is a credit note when it says so, or its type code does", () => {
    const note = varied(JSON_FILE, '"typeCode": "380"', '"kind": "credit-note"');
    expect(refusalOf(readJsonText(note))).to.equal("credit-note");
    expect(refusalOf(readJsonText(varied(JSON_FILE, "380", "381")))).to.equal("credit-note");
  });

  const changes = [
    ['"number": "HS-2026-0117",', "", "missing-field at /number"],
    ['"number": "HS-2026-0117"', '"number": 117', "bad-field at /number"],
    ['"number": "HS-2026-0117"', '"number": ""', "bad-field at /number"],
    ['"number": "HS-2026-0117"', `"number": "${"9".repeat(MAX_TEXT + 1)}"`, "bad-field at /number"],
    ['"number": "HS-2026-0117"', '"number": "\\u200b"', "bad-invoice-number at /number"],
    ['"number": "HS-2026-0117"', '"number": "\\ud800"', "bad-text at /number"],
    ['"number": "HS-2026-0117"', '"number": "1\\u00002"', "bad-text at /number"],
    ['"number": "HS-2026-0117"', '"number": "1", "numbre": "2"', "unknown-field at /numbre"],
    ['"number": "HS-2026-0117"', '"number": "1", "__proto__": {}', "unknown-field at /__proto__"],
    ['"number": "HS-2026-0117"', '"number": "1", "number": "2"', "duplicate-field at /number"],
    ['"issueDate": "2026-11-02"', '"issueDate": "2026-02-30"', "bad-date at /issueDate"],
    ['"issueDate": "2026-11-02"', '"issueDate": "2026-11-02T00:00:00Z"', "bad-date at /issueDate"],
    ['"dueDate": "2027-10-29"', '"dueDate": null', "bad-field at /dueDate"],
    ['"amount": "10000000"', '"amount": 10000000', "bad-field at /payable/amount"],
    ['"amount": "10000000"', '"amount": "100000.00"', "bad-amount at /payable/amount"],
    ['"amount": "10000000"', '"amount": "79228162514264337593543950336"', "amount-out-of-range at /payable/amount"],
    ['"currency": "EUR"', '"currency": "XXX"', "bad-currency at /payable/currency"],
    ['"currency": "EUR"', '"currency": "USD"', "currency-mismatch at /grandTotal/amount"],
    ['"name": "Harbour Steel GmbH",', '"name": "H", "lei": "9845",', "unknown-field at /seller/lei"],
    ['"quantity": "60"', '"quantity": "6e1"', "bad-amount at /lines/0/quantity"],
    ['"amount": "2500000"', '"amount": "2500000", "x": 1', "unknown-field at /lines/1/netAmount/x"],
  ] as const;
  for (const [from, to, expected] of changes) {
    it(`answers ${to.slice(0, 60) || "nothing"} with ${expected}`, () => {
      expect(refused(() => readJsonText(varied(JSON_FILE, from, to)))).to.equal(expected);
    });
  }

  it("is refused when it is no object", () => {
    for (const text of ["[]", "null", '"x"', "1"]) {
      expect(
        refused(() => readJsonText(text)),
        text,
      ).to.equal("bad-field at ");
    }
  });
});
