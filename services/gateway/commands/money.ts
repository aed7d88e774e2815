import { parseMinor } from "../../domain/money.ts";
import { Problem } from "../problems/problem.ts";

/** The minor units of an amount in whatever currency, which may be nothing. */
export const amountOf = (given: { currency: string; amount: string }, field: string): bigint =>
  parseMinor(given.amount, `${field}/amount`);

/** The minor units of an amount that must be in a given currency and positive. */
export function minorUnits(given: { currency: string; amount: string }, currency: string, field: string): bigint {
  if (given.currency !== currency) {
    throw new Problem("currency-mismatch", {
      detail: `the amount is in ${given.currency}, this is settled in ${currency}`,
      field: `${field}/currency`,
    });
  }
  const amount = parseMinor(given.amount, `${field}/amount`);
  if (amount <= 0n)
    throw new Problem("invalid-field", { detail: "the amount must be positive", field: `${field}/amount` });
  return amount;
}
