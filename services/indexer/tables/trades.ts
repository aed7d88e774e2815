import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { amount, nullable, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

export const trades = historyTable("trades", ["block", "logIndex"], {
  block: whole,
  logIndex: small,
  market: text<Address>(),
  ask: nullable(whole),
  bid: nullable(whole),
  standingOffer: nullable(whole),
  claimId: text<ClaimId>(),
  seller: text<Address>(),
  buyer: text<Address>(),
  currency: text(),
  units: amount,
  paid: amount,
  filled: amount,
  at: whole,
  transactionHash: text<Hash>(),
});
