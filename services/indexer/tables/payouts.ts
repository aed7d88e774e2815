import type { Address, Hash } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const payouts = stateTable("payouts", ["contract", "id"], {
  contract: text<Address>(),
  id: whole,
  currency: text(),
  holder: text<Address>(),
  amount,
  accountHash: text<Hash>(),
  status: text<"requested" | "paid" | "rejected">(),
  bank: nullable(text<Address>()),
  ref: nullable(text<Hash>()),
  reason: nullable(text<Hash>()),
  requestedBlock: whole,
  requestedAt: whole,
  requestedTransaction: text<Hash>(),
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
  closedTransaction: nullable(text<Hash>()),
});
