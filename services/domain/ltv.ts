import { ceil, rational } from "./rational.ts";

/** Basis points in one. */
const ONE = 10_000n;

/**
 * What a lien adds to the collateral of a loan: no more than it secures, and only what the liens before it leave of the value.
 * Minor units, all of one currency.
 */
export function countableValue(secured: bigint, valuation: bigint, senior: bigint): bigint {
  const left = valuation > senior ? valuation - senior : 0n;
  return secured < left ? secured : left;
}

export interface LtvCovenant {
  readonly isBreached: boolean;
  /** Rounded down, for people only: undefined where a loan stands on nothing. */
  readonly bps: bigint | undefined;
  /** The least that is to be repaid, or the least value to be added, for the covenant to hold. */
  readonly cureByPayment: bigint;
  readonly cureByValue: bigint;
}

/** Compared in integers, exactly as the contracts do: 1,000,000 on 1,333,333 is above 75 %. */
export function ltvCovenant(outstanding: bigint, value: bigint, maxBps: bigint): LtvCovenant {
  const most = (value * maxBps) / ONE;
  const needed = valueNeeded(outstanding, maxBps);
  return {
    isBreached: outstanding * ONE > value * maxBps,
    bps: outstanding === 0n ? 0n : value === 0n ? undefined : (outstanding * ONE) / value,
    cureByPayment: outstanding > most ? outstanding - most : 0n,
    cureByValue: needed > value ? needed - value : 0n,
  };
}

/** The least value on which the loan is not above the covenant. */
export const valueNeeded = (outstanding: bigint, maxBps: bigint): bigint => ceil(rational(outstanding * ONE, maxBps));
