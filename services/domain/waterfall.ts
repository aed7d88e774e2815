import { allocate } from "./remainder.ts";

/** What is owed on a loan, or paid on it, by its kinds, in minor units. */
export interface Debt {
  readonly fees: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
}

/** One loan: fees, then interest, then principal. `left` is what is left when nothing is owed any more. */
export function payDebt(owed: Debt, amount: bigint): { readonly paid: Debt; readonly left: bigint } {
  const fees = least(owed.fees, amount);
  const interest = least(owed.interest, amount - fees);
  const principal = least(owed.principal, amount - fees - interest);
  return { paid: { fees, interest, principal }, left: amount - fees - interest - principal };
}

/** All loans of an accelerated facility: costs and fees, then all interest, then all principal, each pro rata. */
export function payAllDebts(owed: readonly Debt[], amount: bigint): { readonly paid: Debt[]; readonly left: bigint } {
  let left = amount;
  const share = (kind: keyof Debt): bigint[] => {
    const weights = owed.map((debt) => debt[kind]);
    const total = least(
      weights.reduce((a, b) => a + b, 0n),
      left,
    );
    left -= total;
    return total === 0n ? weights.map(() => 0n) : allocate(total, weights);
  };
  const [fees, interest, principal] = [share("fees"), share("interest"), share("principal")];
  const paid = owed.map((_, index) => ({
    fees: fees[index] ?? 0n,
    interest: interest[index] ?? 0n,
    principal: principal[index] ?? 0n,
  }));
  return { paid, left };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
