import type { Address, Hash } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Sealed bids; `amount` is there once one is opened. */
export const saleBids = stateTable("sale_bids", ["contract", "sale", "bidder"], {
  contract: text<Address>(),
  sale: whole,
  bidder: text<Address>(),
  commitment: text<Hash>(),
  amount: nullable(amount),
  committedAt: whole,
  revealedAt: nullable(whole),
});
