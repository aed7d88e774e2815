import { parseMinor } from "../../domain/money.ts";
import { Problem } from "../problems/problem.ts";

interface Given {
  readonly currency: string;
  readonly amount: string;
}

/** The minor units of an amount in whatever currency, which may be nothing. */
export const amountOf = (given: Given, field: string): bigint => parseMinor(given.amount, `${field}/amount`);

/** The minor units of an amount that must be in a given currency. */
export function amountIn(given: Given, currency: string, field: string): bigint {
  if (given.currency !== currency) {
    throw new Problem("currency-mismatch", {
      detail: `the amount is in ${given.currency}, this is settled in ${currency}`,
      field: `${field}/currency`,
    });
  }
  return parseMinor(given.amount, `${field}/amount`);
}

/** The same of one that must be positive. */
export function minorUnits(given: Given, currency: string, field: string): bigint {
  const amount = amountIn(given, currency, field);
  if (amount <= 0n)
    throw new Problem("invalid-field", { detail: "the amount must be positive", field: `${field}/amount` });
  return amount;
}
