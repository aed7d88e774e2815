import type { Custody } from "../../chain/signer.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export interface RecoverySigner {
  readonly key: Address;
  readonly custody: Custody;
}

/** Proposals to give an account other signers; the last one of an account is the only one that can be open. */
export const recoveries = stateTable("recoveries", ["account", "id"], {
  account: text<Address>(),
  id: text<Hash>(),
  /** Of the proposal in the account's history. */
  seq: whole,
  state: text<"proposed" | "confirmed" | "cancelled" | "executed">(),
  reason: text<Hash>(),
  threshold: small,
  signers: json<readonly RecoverySigner[]>(),
  proposedBy: text<Address>(),
  proposedBlock: whole,
  proposedAt: whole,
  confirmedBy: nullable(text<Address>()),
  confirmedAt: nullable(whole),
  executableAt: nullable(whole),
  closedBy: nullable(text<Address>()),
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
  closeReason: nullable(text<Hash>()),
});
