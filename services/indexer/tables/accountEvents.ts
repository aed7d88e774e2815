import type { Address, Hash } from "../../domain/brand.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { historyTable } from "../table/table.ts";

export const accountEvents = historyTable("account_events", ["account", "seq"], {
  account: text<Address>(),
  seq: whole,
  name: text(),
  args: json<PlainArgs>(),
  intent: nullable(text<Hash>()),
  head: text<Hash>(),
  block: whole,
  at: whole,
  transactionHash: text<Hash>(),
  logIndex: small,
});
