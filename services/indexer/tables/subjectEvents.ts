import type { Address, Hash } from "../../domain/brand.ts";
import { json, nullable, small, text, whole } from "../table/column.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { historyTable } from "../table/table.ts";

/** What was attested about a subject and revoked, complete and in order. */
export const subjectEvents = historyTable("subject_events", ["subject", "seq"], {
  subject: text<Hash>(),
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
