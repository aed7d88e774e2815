import { expect } from "chai";
import { encodeParameters, json } from "../../../services/store/parameter.ts";

describe("statement parameters", () => {
  const refused: Record<string, unknown> = {
    undefined: undefined,
    "a plain object": { a: 1 },
    "a Date": new Date(),
    "a function": () => 1,
    "a symbol": Symbol("a"),
    "text with U+0000": "a\0b",
    "text with half a surrogate pair": "\ud800",
    "a nested array": [[1]],
    "an array with a hole in its meaning": [1, undefined],
    "an integer beyond 2^53": 2 ** 53,
    "not a number": Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
  };
  for (const [what, value] of Object.entries(refused)) {
    it(`refuse ${what} and say which parameter it was`, () => {
      expect(() => encodeParameters([1, value])).to.throw(TypeError, /^parameter \$2: /);
    });
  }

  it("refuse JSON that would lose money or vanish", () => {
    expect(() => json({ amount: 1n })).to.throw(TypeError);
    expect(() => json(undefined)).to.throw(TypeError);
  });

  it("refuse JSON text that the database cannot hold", () => {
    expect(() => encodeParameters([json("\0")])).not.to.throw();
    expect(encodeParameters([json("\0")])).to.deep.equal(['"\\u0000"']);
  });
});
