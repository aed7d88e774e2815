import type { Address, ClaimId } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type Hindrance = "not-entitled" | "short-of-cash" | "above-limit";

export const bids = stateTable("bids", ["market", "id"], {
  market: text<Address>(),
  id: whole,
  ask: whole,
  claimId: text<ClaimId>(),
  seller: text<Address>(),
  bidder: text<Address>(),
  currency: text(),
  units: amount,
  price: amount,
  expiry: whole,
  counter: nullable(amount),
  counterExpiry: nullable(whole),
  status: text<"open" | "accepted" | "withdrawn" | "passed">(),
  hindrance: nullable(text<Hindrance>()),
  placedBlock: whole,
  placedAt: whole,
  counteredBlock: nullable(whole),
  counteredAt: nullable(whole),
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
});
