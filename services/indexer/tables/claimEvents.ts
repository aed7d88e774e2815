import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { historyTable } from "../table/table.ts";

/** A claim's history, complete and in order: what provenance tells. */
export const claimEvents = historyTable("claim_events", ["claimId", "seq"], {
  claimId: text<ClaimId>(),
  seq: whole,
  contract: text<Address>(),
  name: text(),
  args: json<PlainArgs>(),
  intent: nullable(text<Hash>()),
  actor: nullable(text<Address>()),
  head: text<Hash>(),
  block: whole,
  at: whole,
  transactionHash: text<Hash>(),
  logIndex: small,
});
