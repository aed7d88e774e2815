import { DomainError } from "./problem.ts";

/**
 * Shares `total` in proportion to `weights` so that the parts sum to it exactly: each gets its quota rounded down, and the
 * units left over go to the largest remainders; equal remainders go to the lower index.
 * Source: method of largest remainders (Hamilton, quota of Hare).
 *
 * @throws DomainError bad-weights when a weight is negative or all are zero; bad-amount when the total is negative
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new DomainError("bad-weights", "weights are not negative, and at least one is positive");
  }
  if (total < 0n) throw new DomainError("bad-amount", "a negative total cannot be shared");
  const shares = weights.map((weight, index) => {
    const exact = total * weight;
    return { index, quota: exact / sum, remainder: exact % sum };
  });
  const left = total - shares.reduce((a, { quota }) => a + quota, 0n);
  const favoured = new Set(
    [...shares]
      .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1))
      .slice(0, Number(left))
      .map(({ index }) => index),
  );
  return shares.map(({ index, quota }) => (favoured.has(index) ? quota + 1n : quota));
}
