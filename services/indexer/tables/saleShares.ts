import type { Address } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** What a sale's proceeds went to: liens by their number, former owners by their account. */
export const saleShares = stateTable("sale_shares", ["contract", "sale", "payee"], {
  contract: text<Address>(),
  sale: whole,
  payee: text(),
  demanded: nullable(amount),
  owed: nullable(amount),
  paid: nullable(amount),
});
