import { expect } from "chai";
import fc from "fast-check";

import { allocate } from "../../../services/domain/remainder.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

type Whole = string | number;

const weights = fc
  .array(fc.bigInt(0n, 10n ** 24n), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((weight) => weight > 0n));
const total = fc.bigInt(0n, 2n ** 96n - 1n);

describe("largest remainder", () => {
  eachVector<{ total: Whole; weights: Whole[] }, { allocation: Whole[] }>("largest_remainder", (input, expected) => {
    const shares = allocate(BigInt(input.total), input.weights.map(BigInt));
    expect(shares.map(String)).to.deep.equal(expected.allocation.map(String));
  });

  it("gives the odd units to the largest remainders, then to the lowest index", () => {
    expect(allocate(100n, [1n, 1n, 1n])).to.deep.equal([34n, 33n, 33n]);
    expect(allocate(7n, [50n, 30n, 20n])).to.deep.equal([4n, 2n, 1n]);
    expect(allocate(2n, [1n, 1n, 1n])).to.deep.equal([1n, 1n, 0n]);
    expect(allocate(5n, [0n, 1n, 0n])).to.deep.equal([0n, 5n, 0n]);
  });

  it("sums exactly, and gives nobody a whole unit more or less than its quota", () => {
    fc.assert(
      fc.property(total, weights, (amount, all) => {
        const shares = allocate(amount, all);
        const sum = all.reduce((a, b) => a + b);
        expect(shares.reduce((a, b) => a + b)).to.equal(amount);
        for (const [at, share] of shares.entries()) {
          const error = share * sum - amount * (all[at] ?? 0n);
          expect(error < sum && -error < sum).to.equal(true);
        }
      }),
    );
  });

  it("never favours a smaller remainder over a larger one", () => {
    fc.assert(
      fc.property(total, weights, (amount, all) => {
        const sum = all.reduce((a, b) => a + b);
        const shares = allocate(amount, all);
        const ranked = all.map((weight, at) => ({
          remainder: (amount * weight) % sum,
          extra: (shares[at] ?? 0n) - (amount * weight) / sum,
        }));
        for (const winner of ranked.filter(({ extra }) => extra === 1n)) {
          for (const loser of ranked.filter(({ extra }) => extra === 0n)) {
            expect(winner.remainder >= loser.remainder).to.equal(true);
          }
        }
      }),
    );
  });

  it("does not depend on the scale of the weights", () => {
    fc.assert(
      fc.property(total, weights, fc.bigInt(1n, 10n ** 9n), (amount, all, scale) => {
        expect(
          allocate(
            amount,
            all.map((weight) => weight * scale),
          ),
        ).to.deep.equal(allocate(amount, all));
      }),
    );
  });

  it("refuses weights that share nothing, and a negative total", () => {
    expect(refused(() => allocate(1n, []))).to.equal("bad-weights");
    expect(refused(() => allocate(1n, [0n, 0n]))).to.equal("bad-weights");
    expect(refused(() => allocate(1n, [2n, -1n]))).to.equal("bad-weights");
    expect(refused(() => allocate(-1n, [1n]))).to.equal("bad-amount");
  });
});
