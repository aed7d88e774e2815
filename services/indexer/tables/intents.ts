import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Custody } from "../../chain/signer.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

export interface IntentSignature {
  readonly signer: Address;
  readonly custody: Custody;
  readonly signature: Hex;
}

/** Outcomes of intents, of which an id has one at most; and who signed, as far as the calldata shows it. */
export const intents = historyTable("intents", ["account", "id"], {
  account: text<Address>(),
  id: text<Hash>(),
  outcome: text<"done" | "failed" | "cancelled">(),
  hash: nullable(text<Hash>()),
  reason: nullable(text<Hex>()),
  epoch: nullable(whole),
  deadline: nullable(whole),
  signatures: nullable(json<readonly IntentSignature[]>()),
  block: whole,
  at: whole,
  transactionHash: text<Hash>(),
  logIndex: small,
});
