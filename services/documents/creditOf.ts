import type { Invoice } from "../domain/invoice.ts";

/**
 * By how much a document lowers the debt, in minor units; undefined if it does not. A credit note states it as a positive
 * amount, a red-letter e-fapiao and an invoice that takes another back as a negative one. An invoice whose payable amount is
 * negative only because more was prepaid than it asks for (its total is not) takes nothing back.
 */
export function creditOf({ kind, syntax, payable, grandTotal }: Invoice): bigint | undefined {
  const isPositive = kind === "credit-note" && syntax !== "EFAPIAO";
  const credit = isPositive ? payable : -payable;
  const isOverpaid = kind === "invoice" && grandTotal !== undefined && grandTotal >= 0n;
  return credit > 0n && !isOverpaid ? credit : undefined;
}
