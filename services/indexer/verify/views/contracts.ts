import type { ContractName } from "../../../chain/artifacts.ts";
import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface ContractRow {
  readonly address: Address;
  readonly name: ContractName;
  readonly currency: string | null;
  readonly paused: boolean;
  readonly balances: bigint;
  readonly entries: bigint;
}

/** What can be said of a contract as a whole: that no balance is missing, and that claims are or are not paused. */
export const contracts = viewCheck<ContractRow>({
  table: "contracts",
  key: ["address"],
  sql: `select address, name, currency, paused,
          (select coalesce(sum(balance), 0) from cash_balances b where b.contract = c.address) as balances,
          (select coalesce(sum(case kind when 'mint' then amount when 'burn' then -amount when 'recall' then -amount end), 0)
           from cash_entries e where e.contract = c.address) as entries
        from contracts c`,
  views({ address, name }) {
    if (name === "Receivables" || name === "Facilities") return [{ contract: name, address, name: "paused" }];
    if (name !== "Cash") return [];
    return ["symbol", "totalSupply"].map((view) => ({ contract: name, address, name: view }));
  },
  compare({ name, paused, currency, balances, entries }, [first, supply]) {
    if (name === "Receivables" || name === "Facilities") return [["paused", paused, first?.[0] as boolean]];
    if (name !== "Cash") return [];
    const total = supply?.[0] as bigint;
    return [
      ["currency", currency, first?.[0] as string],
      ["the sum of its balances", balances, total],
      ["what was minted less what was burnt", entries, total],
    ];
  },
});
