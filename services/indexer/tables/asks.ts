import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { amount, json, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const asks = stateTable("asks", ["market", "id"], {
  market: text<Address>(),
  id: whole,
  token: text<Address>(),
  claimId: text<ClaimId>(),
  seller: text<Address>(),
  currency: text(),
  units: amount,
  price: amount,
  floor: amount,
  filled: amount,
  deadline: nullable(whole),
  expiry: whole,
  version: whole,
  buyers: json<readonly Address[]>(),
  status: text<"open" | "filled" | "cancelled" | "unsold">(),
  askedBlock: whole,
  askedAt: whole,
  askedTransaction: text<Hash>(),
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
});
