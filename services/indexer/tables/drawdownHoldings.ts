import type { Address, Hash } from "../../domain/brand.ts";
import { amount, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** A lender's units and share of the payments, see library Distribution. */
export const drawdownHoldings = stateTable("drawdown_holdings", ["drawdownId", "holder"], {
  drawdownId: text<Hash>(),
  holder: text<Address>(),
  units: amount,
  correction: amount,
  withdrawn: amount,
  frozen: amount,
  locked: amount,
});
