import { readDecimal } from "../domain/decimal.ts";
import type { DocumentField } from "../domain/documentTree.ts";
import { amountIn } from "./amount.ts";
import { MAX_DESCRIPTION } from "./limits.ts";
import { present } from "./present.ts";
import type { RawLine, RawText } from "./raw.ts";
import { cleanText } from "./text.ts";

/**
 * The fields `lines.N.id | description | quantity | unit | netAmount`, N from 0 in the document's order; net amounts in minor units.
 * The position names a line, because real invoices repeat ids.
 */
export function lineFields(lines: readonly RawLine[], currency: string): DocumentField[] {
  return lines.flatMap((line, at) => {
    const values = present({
      id: line.id && cleanText(line.id),
      description: line.description && cleanText(line.description, MAX_DESCRIPTION),
      quantity: line.quantity && plainDecimal(line.quantity),
      unit: line.unit && cleanText(line.unit),
      netAmount: line.netAmount && amountIn(currency, line.netAmount).toString(),
    });
    return Object.entries(values).map(([name, value]) => ({ path: `lines.${at}.${name}`, value }));
  });
}

/** One writing for equal numbers: no sign but minus, no zeros that mean nothing. */
function plainDecimal({ text, at }: RawText): string {
  const { negative, whole, fraction } = readDecimal(text, "bad-amount", at);
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return negative && digits !== "0" ? `-${digits}` : digits;
}
