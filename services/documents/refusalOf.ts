import type { Invoice } from "../domain/invoice.ts";

/** Why no claim can ever be made of this invoice, whatever is supplied; undefined if one can. */
export function refusalOf(invoice: Invoice): "credit-note" | "non-positive" | undefined {
  if (invoice.kind === "credit-note") return "credit-note";
  return invoice.payable > 0n ? undefined : "non-positive";
}
