import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface BalanceRow {
  readonly contract: Address;
  readonly account: Address;
  readonly balance: bigint;
}

export const cashBalances = viewCheck<BalanceRow>({
  table: "cash_balances",
  key: ["contract", "account"],
  sql: "select contract, account, balance from cash_balances",
  views: ({ contract: address, account }) => [{ contract: "Cash", address, name: "balanceOf", args: [account] }],
  compare: ({ balance }, [found]) => [["balance", balance, found?.[0] as bigint]],
});
