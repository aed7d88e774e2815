import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface HoldingRow {
  readonly drawdownId: Hash;
  readonly holder: Address;
  readonly contract: Address;
  readonly units: bigint;
  readonly frozen: bigint;
  readonly locked: bigint;
  readonly withdrawn: bigint;
  readonly withdrawable: bigint;
}

const VIEWS = ["balanceOf", "getFrozenTokens", "withdrawnBy", "withdrawable", "lockedOf"] as const;

/** `correction` is seen through what may be withdrawn, which is what it is for. */
export const drawdownHoldings = viewCheck<HoldingRow>({
  table: "drawdown_holdings",
  key: ["drawdownId", "holder"],
  sql: `select h.drawdown_id as "drawdownId", h.holder, d.contract, h.units, h.frozen, h.withdrawn, h.locked,
          div(h.units * d.received + h.correction, d.principal) - h.withdrawn as withdrawable
        from drawdown_holdings h join drawdowns d on d.id = h.drawdown_id`,
  views: ({ contract: address, drawdownId, holder }) =>
    VIEWS.map((name) => {
      const args = name === "balanceOf" || name === "getFrozenTokens" ? [holder, drawdownId] : [drawdownId, holder];
      return { contract: "Facilities" as const, address, name, args };
    }),
  compare: (row, [units, frozen, withdrawn, withdrawable, locked]) => [
    ["units", row.units, units?.[0] as bigint],
    ["frozen", row.frozen, frozen?.[0] as bigint],
    ["withdrawn", row.withdrawn, withdrawn?.[0] as bigint],
    ["withdrawable", row.withdrawable, withdrawable?.[0] as bigint],
    ["locked", row.locked, locked?.[0] as bigint],
  ],
});
