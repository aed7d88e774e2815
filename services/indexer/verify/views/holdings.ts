import type { Address, ClaimId } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface PositionRow {
  readonly claimId: ClaimId;
  readonly holder: Address;
  readonly contract: Address;
  readonly units: bigint;
  readonly frozen: bigint;
  readonly locked: bigint;
  readonly withdrawn: bigint;
  readonly withdrawable: bigint;
}

/** `correction` is seen through what may be withdrawn, which is what it is for. */
export const holdings = viewCheck<PositionRow>({
  table: "holdings",
  key: ["claimId", "holder"],
  sql: `select claim_id as "claimId", holder, contract, units, frozen, withdrawn, withdrawable, locked from positions`,
  views: ({ contract: address, claimId, holder }) => [
    { contract: "Receivables", address, name: "balanceOf", args: [holder, claimId] },
    { contract: "Receivables", address, name: "getFrozenTokens", args: [holder, claimId] },
    { contract: "Receivables", address, name: "withdrawnBy", args: [claimId, holder] },
    { contract: "Receivables", address, name: "withdrawable", args: [claimId, holder] },
    { contract: "Receivables", address, name: "lockedOf", args: [claimId, holder] },
  ],
  compare: (row, [units, frozen, withdrawn, withdrawable, locked]) => [
    ["units", row.units, units?.[0] as bigint],
    ["frozen", row.frozen, frozen?.[0] as bigint],
    ["withdrawn", row.withdrawn, withdrawn?.[0] as bigint],
    ["withdrawable", row.withdrawable, withdrawable?.[0] as bigint],
    ["locked", row.locked, locked?.[0] as bigint],
  ],
});
