import { exponentOf } from "./currency.ts";
import { readDecimal } from "./decimal.ts";
import { DomainError } from "./problem.ts";

/** The ledger's widest amount, in minor units: units, prices and cash are uint96 on chain. */
export const MAX_AMOUNT = 2n ** 96n - 1n;

/**
 * Reads an amount in major units (xsd:decimal, "1000.5") into minor units (100050n for EUR).
 * Zeros beyond the currency's exponent are accepted; nothing is ever rounded.
 *
 * @throws DomainError bad-amount, excess-decimals, amount-out-of-range, bad-currency
 */
export function parseDecimal(text: string, currency: string, field?: string): bigint {
  const exponent = exponentOf(currency, field);
  const { negative, whole, fraction } = readDecimal(text, "bad-amount", field);
  if (fraction.length > exponent) {
    throw new DomainError(
      "excess-decimals",
      `${currency} has ${exponent.toString()} decimals, the amount has ${fraction.length.toString()}: it would have to be rounded`,
      { field },
    );
  }
  const amount = BigInt(whole + fraction.padEnd(exponent, "0"));
  return inRange(negative ? -amount : amount, field);
}

/**
 * Reads an amount that is already in minor units ("100050"), as the HTTP API writes it.
 *
 * @throws DomainError bad-amount, amount-out-of-range
 */
export function parseMinor(text: string, field?: string): bigint {
  if (!/^-?(0|[1-9]\d{0,39})$/.test(text)) {
    throw new DomainError("bad-amount", "an amount is a whole number of minor units, written in plain digits", {
      field,
    });
  }
  return inRange(BigInt(text), field);
}

/** Writes minor units in major units with the currency's own number of decimals: 100050n EUR -> "1000.50". */
export function formatDecimal(amount: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, "0");
  const point = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return amount < 0n ? `-${text}` : text;
}

function inRange(amount: bigint, field: string | undefined): bigint {
  if (amount > MAX_AMOUNT || amount < -MAX_AMOUNT) {
    throw new DomainError("amount-out-of-range", `the amount exceeds ${MAX_AMOUNT.toString()} minor units`, { field });
  }
  return amount;
}
