import { quote } from "../domain/decimal.ts";
import { parseDecimal, parseMinor } from "../domain/money.ts";
import { refusal } from "./problem.ts";
import type { RawAmount } from "./raw.ts";

/**
 * Minor units of the invoice's currency, exact.
 *
 * @throws DomainError currency-mismatch, bad-amount, excess-decimals, amount-out-of-range
 */
export function amountIn(currency: string, raw: RawAmount): bigint {
  if (raw.currency !== undefined && raw.currency !== currency) {
    throw refusal("currency-mismatch", `the amount is in ${quote(raw.currency)}, the invoice in ${currency}`, raw.at);
  }
  return raw.unit === "major" ? parseDecimal(raw.text, currency, raw.at) : parseMinor(raw.text, raw.at);
}
