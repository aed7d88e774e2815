import { expect } from "chai";
import fc from "fast-check";

import {
  add,
  ceil,
  div,
  floor,
  halfEven,
  mul,
  parseRate,
  parseRational,
  rational,
  sub,
  toFixed,
} from "../../../services/domain/rational.ts";
import { round } from "../../../services/domain/rounding.ts";
import { refused } from "./refusal.ts";

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 30n))
  .map(([n, d]) => rational(n, d));

describe("rational", () => {
  it("keeps lowest terms and a positive denominator", () => {
    expect(rational(6n, -8n)).to.deep.equal({ n: -3n, d: 4n });
    expect(rational(0n, -5n)).to.deep.equal({ n: 0n, d: 1n });
    expect(() => rational(1n, 0n)).to.throw(RangeError);
  });

  it("reads a decimal exactly", () => {
    expect(parseRational("0.0725")).to.deep.equal({ n: 29n, d: 400n });
    expect(parseRational("-1.50")).to.deep.equal({ n: -3n, d: 2n });
    expect(parseRational(".1")).to.deep.equal({ n: 1n, d: 10n });
  });

  it("refuses a rate that is no decimal or negative", () => {
    for (const text of ["", "5%", "1e-2", "0,05", "-0.01"]) {
      expect(
        refused(() => parseRate(text, "/rate")),
        text,
      ).to.equal("bad-rate at /rate");
    }
    expect(parseRate("0.05")).to.deep.equal({ n: 1n, d: 20n });
  });

  it("undoes addition by subtraction and multiplication by division", () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(sub(add(a, b), b)).to.deep.equal(a);
        if (b.n !== 0n) expect(div(mul(a, b), b)).to.deep.equal(a);
      }),
    );
  });

  it("rounds down and up to the neighbours, and to even in the middle", () => {
    const halves = [-5n, -3n, -1n, 1n, 3n, 5n].map((n) => rational(n, 2n));
    expect(halves.map(floor)).to.deep.equal([-3n, -2n, -1n, 0n, 1n, 2n]);
    expect(halves.map(ceil)).to.deep.equal([-2n, -1n, 0n, 1n, 2n, 3n]);
    expect(halves.map(halfEven)).to.deep.equal([-2n, -2n, 0n, 0n, 2n, 2n]);
    expect([rational(7n, 3n), rational(8n, 3n), rational(-7n, 3n)].map(halfEven)).to.deep.equal([2n, 3n, -2n]);
  });

  it("rounds by name", () => {
    expect((["up", "down", "half-even"] as const).map((how) => round(rational(7n, 2n), how))).to.deep.equal([
      4n,
      3n,
      4n,
    ]);
  });

  it("rounds to within half a unit, and floor and ceil differ by one unless whole", () => {
    fc.assert(
      fc.property(fraction, (value) => {
        const error = sub(value, rational(halfEven(value)));
        expect(2n * (error.n < 0n ? -error.n : error.n) <= error.d).to.equal(true);
        expect(ceil(value) - floor(value)).to.equal(value.d === 1n ? 0n : 1n);
      }),
    );
  });

  it("writes a fixed number of decimals, half to even", () => {
    expect(toFixed(rational(1n, 3n), 6)).to.equal("0.333333");
    expect(toFixed(rational(-1n, 8n), 2)).to.equal("-0.12");
    expect(toFixed(rational(3n, 8n), 2)).to.equal("0.38");
    expect(toFixed(rational(5n, 2n), 0)).to.equal("2");
    expect(toFixed(rational(12n), 2)).to.equal("12.00");
  });
});
