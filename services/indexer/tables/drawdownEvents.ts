import type { Address, Hash } from "../../domain/brand.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

/** A drawdown's history, complete and in order. */
export const drawdownEvents = historyTable("drawdown_events", ["drawdownId", "seq"], {
  drawdownId: text<Hash>(),
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
