import type { DocumentField } from "../domain/documentTree.ts";

/** What a security contract says, as it is agreed. */
export interface SecurityContract {
  readonly asset: string;
  readonly lender: string;
  readonly kind: string;
  readonly document: string;
  readonly claim: string;
  readonly debtDueOn: string;
  readonly zone: string;
  readonly scope: string;
  readonly amount: { readonly currency: string; readonly amount: string };
}

/** The fields of its document tree: each under `contract.`, the amount in minor units beside its currency. */
export function contractFields({ amount, ...texts }: SecurityContract): DocumentField[] {
  const given = { ...texts, currency: amount.currency, amount: amount.amount };
  return Object.entries(given).map(([name, value]) => ({ path: `contract.${name}`, value }));
}
