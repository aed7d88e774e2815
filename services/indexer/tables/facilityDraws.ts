import type { Hash } from "../../domain/brand.ts";
import type { PlainArgs, PlainValue } from "../decode/plainArgs.ts";
import { amount, json, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Requests of borrowers, and who has paid in. Amounts by account, as decimal strings. */
export const facilityDraws = stateTable("facility_draws", ["id"], {
  id: text<Hash>(),
  facilityId: text<Hash>(),
  amount,
  minimum: amount,
  fundBy: whole,
  schedule: json<PlainValue>(),
  shares: json<PlainArgs>(),
  paidIn: json<PlainArgs>(),
  funded: amount,
  status: text<"open" | "drawn" | "refunded">(),
  requestedBlock: whole,
  requestedAt: whole,
});
