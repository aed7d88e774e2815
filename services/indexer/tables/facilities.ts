import type { Address, Hash } from "../../domain/brand.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { amount, json, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type FacilityStatus = "proposed" | "agreed" | "suspended" | "accelerated" | "withdrawn";

export const facilities = stateTable("facilities", ["id"], {
  id: text<Hash>(),
  contract: text<Address>(),
  borrower: text<Address>(),
  agent: text<Address>(),
  currency: text(),
  status: text<FacilityStatus>(),
  terms: json<PlainArgs>(),
  satisfied: whole,
  seq: whole,
  head: text<Hash>(),
  proposedBlock: whole,
  proposedAt: whole,
  agreedAt: nullable(whole),
  cureBy: whole,
  ground: text<"none" | "payment" | "margin" | "report">(),
  waivedUntil: whole,
  filed: amount,
  /** What the borrower has paid for guarantors. */
  coverReturned: amount,
  acceleratedAt: nullable(whole),
});
