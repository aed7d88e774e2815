import type { Address, Hash } from "../../domain/brand.ts";
import type { PlainValue } from "../decode/plainArgs.ts";
import { amount, json, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Loans: the units issued are their principal. */
export const drawdowns = stateTable("drawdowns", ["id"], {
  id: text<Hash>(),
  facilityId: text<Hash>(),
  contract: text<Address>(),
  status: text<"drawn" | "repaid">(),
  principal: amount,
  fees: amount,
  drawnDay: whole,
  schedule: json<PlainValue>(),
  received: amount,
  paidOut: amount,
  redeemed: amount,
  owedPrincipal: amount,
  /** Paid by guarantors and not come back, as `coverOwed` was owed in all: interest raises both alike. */
  covered: amount,
  coverOwed: amount,
  version: whole,
  seq: whole,
  head: text<Hash>(),
  drawnBlock: whole,
  drawnAt: whole,
  closedAt: nullable(whole),
});
