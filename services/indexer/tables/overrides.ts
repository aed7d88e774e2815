import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

export type OverrideKind =
  | "freeze"
  | "unfreeze"
  | "freeze-units"
  | "forced-transfer"
  | "forced-withdrawal"
  | "pause"
  | "unpause"
  | "recovery-proposed"
  | "recovery-confirmed"
  | "recovery-cancelled"
  | "recovery-executed";

/** Every act by which somebody overrides a party or stops the ledger: what the override report tells. */
export const overrides = historyTable("overrides", ["block", "logIndex"], {
  block: whole,
  logIndex: small,
  kind: text<OverrideKind>(),
  contract: text<Address>(),
  account: nullable(text<Address>()),
  claimId: nullable(text<ClaimId>()),
  actor: nullable(text<Address>()),
  intent: nullable(text<Hash>()),
  reason: nullable(text<Hash>()),
  facts: json<PlainArgs>(),
  at: whole,
  transactionHash: text<Hash>(),
});
