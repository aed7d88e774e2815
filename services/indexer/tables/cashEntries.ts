import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { amount, nullable, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

export type CashEntryKind = "mint" | "burn" | "transfer" | "lock" | "release" | "recall";

/** One row for each movement of money on the ledger. */
export const cashEntries = historyTable("cash_entries", ["block", "logIndex"], {
  block: whole,
  logIndex: small,
  contract: text<Address>(),
  currency: text(),
  kind: text<CashEntryKind>(),
  payer: nullable(text<Address>()),
  payee: nullable(text<Address>()),
  amount,
  bank: nullable(text<Address>()),
  ref: nullable(text<Hash>()),
  claimId: nullable(text<ClaimId>()),
  reason: nullable(text<Hash>()),
  at: whole,
  transactionHash: text<Hash>(),
});
