import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { historyTable } from "../table/table.ts";

/** An asset's history and its liens', complete and in order. */
export const assetEvents = historyTable("asset_events", ["assetId", "seq"], {
  assetId: text<AssetId>(),
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
