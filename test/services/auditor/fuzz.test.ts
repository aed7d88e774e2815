import { expect } from "chai";
import fc from "fast-check";

import { readTrust } from "../../../services/auditor/format/trust.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { BUNDLE, judge, parsed, TRUST_TEXT } from "./vector.ts";

const place = fc.integer({ min: 0, max: BUNDLE.length - 1 });
const character = fc.oneof(
  fc.constantFrom("0", "1", "a", "f", '"', "[", "]", "{", "}", ",", ":", "x"),
  fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
);

/** Puts any JSON in place of anything. */
function planted(seed: number, value: unknown): string {
  const bundle = parsed();
  let at: object = bundle;
  for (let step = seed; ; step = Math.floor(step / 7)) {
    const keys = Object.keys(at);
    const key = keys[step % keys.length] ?? "";
    const next: unknown = Reflect.get(at, key);
    if (typeof next !== "object" || next === null || step < 7) {
      Reflect.set(at, key, value);
      return JSON.stringify(bundle);
    }
    at = next;
  }
}

describe("a verifier given anything", () => {
  it("refuses a bundle with other characters in it, and never fails itself", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, character), { minLength: 1, maxLength: 4 }), (changes) => {
        let text = BUNDLE;
        for (const [at, other] of changes) text = text.slice(0, at) + other + text.slice(at + 1);
        if (text !== BUNDLE) expect(judge(text)).not.to.equal("proven");
      }),
      { numRuns: 150 },
    );
  });

  it("refuses a bundle in which anything stands in place of something", () => {
    fc.assert(
      fc.property(fc.nat(), fc.jsonValue(), (seed, value) => {
        const text = planted(seed, value);
        if (text !== BUNDLE) expect(judge(text)).not.to.equal("proven");
      }),
      { numRuns: 150 },
    );
  });

  it("refuses whatever is no bundle", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        expect(judge(text)).to.equal("malformed");
      }),
    );
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const text of ["", "null", "[]", "{}", '{"__proto__":{}}', deep, `{"format":${deep}}`])
      expect(judge(text)).to.equal("malformed");
  });

  it("refuses whatever is no trust file", () => {
    fc.assert(
      fc.property(place, character, (at, other) => {
        const cut = at % TRUST_TEXT.length;
        try {
          readTrust(TRUST_TEXT.slice(0, cut) + other + TRUST_TEXT.slice(cut));
        } catch (error) {
          expect(error).to.be.instanceOf(DomainError);
        }
      }),
      { numRuns: 100 },
    );
  });
});
