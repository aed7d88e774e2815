import { expect } from "chai";
import fc from "fast-check";

import { DomainError } from "../../../services/domain/problem.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { fixture } from "./support.ts";

const SEEDS = [
  ["harbour-steel-ubl.xml", "application/xml"],
  ["harbour-steel-cii.xml", "text/xml"],
  ["harbour-steel.json", "application/json"],
] as const;
const FRAGMENTS = [
  "<",
  ">",
  "&",
  "&#0;",
  "]]>",
  "<![CDATA[",
  "<!--",
  '"',
  "\\",
  "{",
  "]",
  ",",
  "-",
  "\0",
  "\ud800",
  "9".repeat(60),
  "\u202e",
];

const seed = fc.constantFrom(...SEEDS);
// A millionth of the text's length; without bias, which would favour the first bytes.
const position = fc.noBias(fc.nat({ max: 999_999 }));
const placeOf = (at: number, length: number): number => Math.floor((at * length) / 1_000_000);
const edit = fc.record({
  at: position,
  cut: fc.nat({ max: 40 }),
  paste: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary", maxLength: 20 })),
});

/** Whether it was read; anything thrown but a refusal fails the property. */
function isRead(bytes: Uint8Array, mediaType: string): boolean {
  try {
    readInvoice(bytes, mediaType);
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.match(/^[a-z-]+$/);
    expect(error.message).to.match(/^[^\n]{1,300}$/);
    return false;
  }
}

describe("documents: whatever the bytes", () => {
  it("bytes changed in a real invoice are read or refused, never a crash", () => {
    const byte = fc.record({
      at: position,
      value: fc.oneof({ arbitrary: fc.integer({ min: 0x20, max: 0x7e }), weight: 4 }, fc.nat({ max: 255 })),
    });
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(seed, fc.array(byte, { minLength: 1, maxLength: 3 }), ([file, mediaType], changes) => {
        const bytes = Buffer.from(fixture(file));
        for (const { at, value } of changes) bytes[placeOf(at, bytes.length)] = value;
        counts[isRead(bytes, mediaType) ? "read" : "refused"] += 1;
      }),
      { numRuns: 400 },
    );
    expect(counts.read).to.be.greaterThan(5);
    expect(counts.refused).to.be.greaterThan(10);
  });

  it("text cut out of and pasted into a real invoice likewise", () => {
    fc.assert(
      fc.property(seed, fc.array(edit, { minLength: 1, maxLength: 3 }), ([file, mediaType], edits) => {
        const changed = edits.reduce((text, { at, cut, paste }) => {
          const start = placeOf(at, text.length);
          return text.slice(0, start) + paste + text.slice(start + cut);
        }, fixture(file));
        isRead(Buffer.from(changed), mediaType);
      }),
      { numRuns: 400 },
    );
  });

  it("a truncated invoice is never read", () => {
    fc.assert(
      fc.property(seed, position, ([file, mediaType], at) => {
        const bytes = Buffer.from(fixture(file).trimEnd());
        expect(isRead(bytes.subarray(0, placeOf(at, bytes.length)), mediaType)).to.equal(false);
      }),
    );
  });

  it("any bytes at all are refused", () => {
    fc.assert(
      fc.property(seed, fc.uint8Array({ maxLength: 200 }), ([, mediaType], bytes) => {
        expect(isRead(bytes, mediaType)).to.equal(false);
      }),
    );
  });

  it("any JSON is read or refused", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        isRead(Buffer.from(text), "application/json");
      }),
    );
  });
});
