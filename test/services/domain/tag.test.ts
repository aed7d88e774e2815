import { createHmac } from "node:crypto";

import { expect } from "chai";
import fc from "fast-check";

import { parseDate } from "../../../services/domain/date.ts";
import { parseEntityId } from "../../../services/domain/hex.ts";
import { normalizeNumber } from "../../../services/domain/invoiceNumber.ts";
import { skeleton, tags } from "../../../services/domain/tag.ts";
import { corpusFile, skipLoudly } from "./corpus.ts";
import { refused } from "./refusal.ts";

const KEY = new Uint8Array(32).fill(7);
const SELLER = parseEntityId(`0x${"5e".repeat(32)}`);
const ISSUED = parseDate("2026-03-01");

const tagsOf = (number: string) => tags(KEY, { seller: SELLER, number, issueDate: ISSUED });

/** Ways to spell one number that nobody would call another number. */
const UNSEEN = [
  " ",
  "\t",
  "\r\n",
  "\u00a0",
  "\u2009",
  "\u3000",
  "\u200b",
  "\u200d",
  "\ufeff",
  "\u202e",
  "\u202c",
  "\u2066",
  "\u00ad",
  "\ufe0f",
  "\u2800",
  "\u0000",
];
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

const number = fc.string({
  unit: fc.constantFrom(...Array.from("ABCXYZabcxyz0123456789-/._#")),
  minLength: 1,
  maxLength: 30,
});
const respelt = fc.tuple(number, fc.infiniteStream(fc.nat(99))).map(([original, dice]) => {
  const next = (sides: number): number => Number(dice.next().value) % sides;
  const spelling = Array.from(original, (letter) => {
    const cased = next(2) === 0 ? letter.toLowerCase() : letter.toUpperCase();
    const unseen = next(3) === 0 ? (UNSEEN[next(UNSEEN.length)] ?? "") : "";
    return (next(3) === 0 ? wide(cased) : cased) + unseen;
  });
  return { original, spelling: spelling.join("") };
});

describe("invoice number", () => {
  it("is the same under any unseen characters, case and width", () => {
    fc.assert(
      fc.property(respelt, ({ original, spelling }) => {
        expect(normalizeNumber(spelling)).to.equal(normalizeNumber(original));
        expect(tagsOf(spelling)).to.deep.equal(tagsOf(original));
        expect(skeleton(spelling)).to.equal(skeleton(original));
      }),
    );
  });

  it("keeps apart what is written apart", () => {
    const numbers = ["INV-1", "INV1", "INV-01", "INV/1", "INV_1", "INV-1.", "1-INV", "INV-10", "ÏNV-1"];
    expect(new Set(numbers.map((text) => normalizeNumber(text))).size).to.equal(numbers.length);
  });

  it("is normalised once and for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        fc.pre(accepted(text));
        const once = normalizeNumber(text);
        expect(normalizeNumber(once)).to.equal(once);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes every dash for a hyphen, and folds case beyond ASCII", () => {
    for (const dash of ["\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\ufe63", "\uff0d"]) {
      expect(normalizeNumber(`INV${dash}1`), dash).to.equal("INV-1");
    }
    expect(normalizeNumber("straße ﬁ")).to.equal(normalizeNumber("STRASSE FI"));
    expect(normalizeNumber("STRAẞE")).to.equal(normalizeNumber("strasse"));
    expect(normalizeNumber("ΑΣ1ας")).to.equal(normalizeNumber("ας1ΑΣ"));
    expect(normalizeNumber("発票１２")).to.equal("発票12");
  });

  it("loses every character that Unicode calls a space, a control, a direction mark or ignorable", () => {
    const unseen = /^[\p{White_Space}\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]$/u;
    let lost = 0;
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const letter = String.fromCodePoint(code);
      if (!unseen.test(letter) || /\p{Cn}/u.test(letter)) continue;
      expect(normalizeNumber(`A${letter}1`), code.toString(16)).to.equal("A1");
      lost += 1;
    }
    expect(lost).to.be.greaterThan(400);
    for (const letter of ["\ufff9", "\ufffb", "\u2800"]) expect(normalizeNumber(`A${letter}1`)).to.equal("A1");
    expect(normalizeNumber("\u06001")).to.equal("\u06001");
  });

  it("is refused when nothing of it can be seen, or when it holds no characters of Unicode", () => {
    for (const text of ["", "  ", "\u200b\u202e", "\u2800", "INV\ud800", "INV\u0378", "\udc00"]) {
      expect(
        refused(() => normalizeNumber(text, "/number")),
        JSON.stringify(text),
      ).to.equal("bad-invoice-number at /number");
    }
  });
});

describe("tag", () => {
  it("is the keyed hash of length-prefixed seller, number and date", () => {
    const part = (bytes: Buffer): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return Buffer.concat([length, bytes]);
    };
    const hmac = (...parts: Buffer[]): string =>
      `0x${createHmac("sha256", KEY)
        .update(Buffer.concat(parts.map(part)))
        .digest("hex")}`;
    const seller = Buffer.alloc(32, 0x5e);
    expect(tagsOf(" inv–1é ")).to.deep.equal({
      numberTag: hmac(Buffer.from("tallystick/number/1"), seller, Buffer.from("INV-1É")),
      tag: hmac(Buffer.from("tallystick/tag/1"), seller, Buffer.from("INV-1É"), Buffer.from("2026-03-01")),
    });
  });

  it("does not change from release to release", () => {
    expect(tagsOf("HOST-0001")).to.deep.equal({
      numberTag: "0xfdf4e10ae8f760481ec9256da82d2736dc9bd9e6db4972343dc2204cd6b41c52",
      tag: "0x94a11894c6798e4f226335a16b6cab33f68f68c62a65f04726d25ad9db14648b",
    });
  });

  it("differs by key, seller, number and date; the number's tag not by date", () => {
    const base = tagsOf("HOST-0001");
    const later = tags(KEY, { seller: SELLER, number: "HOST-0001", issueDate: parseDate("2026-03-02") });
    expect(later.numberTag).to.equal(base.numberTag);
    const others = [
      later,
      tagsOf("HOST-0002"),
      tags(KEY, { seller: parseEntityId(`0x${"5f".repeat(32)}`), number: "HOST-0001", issueDate: ISSUED }),
      tags(new Uint8Array(32).fill(8), { seller: SELLER, number: "HOST-0001", issueDate: ISSUED }),
    ];
    const all = [base, ...others].map(({ tag }) => tag);
    expect(new Set([...all, base.numberTag]).size).to.equal(6);
  });

  it("refuses a key that could be guessed", () => {
    const short = new Uint8Array(31);
    expect(refused(() => tags(short, { seller: SELLER, number: "1", issueDate: ISSUED }))).to.equal("weak-key");
  });
});

describe("skeleton", () => {
  it("is shared by numbers that a person could take for each other", () => {
    const alike = [
      [
        "HOST-0001",
        "host-1",
        "HOST0001",
        "HOST / 001",
        "HОST-0001",
        "ΗΟST-0001",
        "H0ST-0001",
        "HOST-OOO1",
        "HÖST-0001",
        "hоst-0001",
      ],
      ["INV-2024-7", "INV 2024/07", "1NV-2O24-7", "ІNV-2024-7", "lnv_2024_007", "INV-٢٠٢٤-٧"],
      ["AB-100", "АВ-100", "ΑΒ-1ΟΟ", "ab-IOO"],
      ["0", "O", "000"],
    ];
    const shapes = alike.map((group) => new Set(group.map((text) => skeleton(text))));
    expect(shapes.map((group) => [...group])).to.deep.equal(shapes.map((group) => [[...group][0]]));
    expect(new Set(shapes.flatMap((group) => [...group])).size).to.equal(alike.length);
  });

  it("keeps apart numbers that only share their digits", () => {
    const numbers = ["2024-1-11", "2024-11-1", "20241-11", "2024111", "A-2024-111", "2024-111-A", "10", "100", "1"];
    expect(new Set(numbers.map((text) => skeleton(text))).size).to.equal(numbers.length);
  });

  it("keeps apart numbers without letters and digits", () => {
    expect(skeleton("#1").length).to.equal(1);
    expect(skeleton("##")).not.to.equal(skeleton("#/"));
  });

  it("depends on nothing that the tag ignores: equal numbers have equal skeletons", () => {
    const latin = fc.string({ unit: fc.constantFrom(...Array.from("ABCILOilo01289-/ ñÉß")), minLength: 1 });
    fc.assert(
      fc.property(latin, (text) => {
        fc.pre(accepted(text));
        expect(skeleton(normalizeNumber(text))).to.equal(skeleton(text));
      }),
    );
  });
});

describe("hostile invoices that post HOST-0001 again", () => {
  const numberIn = (file: string): string | undefined =>
    /<cbc:ID>([^<]*)<\/cbc:ID>/.exec(corpusFile(`hostile-xml/${file}`) ?? "")?.[1];
  const original = numberIn("00-baseline-ok.xml");
  if (original === undefined) {
    skipLoudly("hostile-xml");
    return;
  }

  for (const [file, sameTag] of [
    ["37-whitespace-padded.xml", true],
    ["38-case-variant-number.xml", true],
    ["39-homoglyph-number.xml", false],
  ] as const) {
    it(`${file}: ${sameTag ? "the same tag" : "another tag, the same skeleton"}`, () => {
      const again = numberIn(file) ?? "";
      expect(again).not.to.equal(original);
      expect(tagsOf(again).tag === tagsOf(original).tag).to.equal(sameTag);
      expect(skeleton(again)).to.equal(skeleton(original));
    });
  }
});

function accepted(text: string): boolean {
  try {
    return normalizeNumber(text) !== "";
  } catch {
    return false;
  }
}
