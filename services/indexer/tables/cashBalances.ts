import type { Address } from "../../domain/brand.ts";
import { amount, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const cashBalances = stateTable("cash_balances", ["contract", "account"], {
  contract: text<Address>(),
  account: text<Address>(),
  currency: text(),
  balance: amount,
});
