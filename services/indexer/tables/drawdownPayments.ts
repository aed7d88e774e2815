import type { Address, Hash } from "../../domain/brand.ts";
import { amount, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

/** How each payment was used; what is owed on any day follows from these. */
export const drawdownPayments = historyTable("drawdown_payments", ["drawdownId", "seq"], {
  drawdownId: text<Hash>(),
  seq: whole,
  payer: text<Address>(),
  day: whole,
  fees: amount,
  interest: amount,
  principal: amount,
  at: whole,
});
