import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface IncomeRow {
  readonly facilityId: Hash;
  readonly claimId: Hash;
  readonly income: Address;
  readonly asset: string;
  readonly collected: bigint;
}

export const facilityIncomes = viewCheck<IncomeRow>({
  table: "facility_incomes",
  key: ["facilityId", "claimId"],
  sql: `select i.facility_id as "facilityId", i.claim_id as "claimId", i.asset_id as asset, i.collected,
          s.address as income
        from facility_incomes i
        join contracts c on c.address = i.contract
        join contracts s on s.name = 'Income' and s.version = c.version`,
  views: ({ income: address, claimId }) => [{ contract: "Income", address, name: "sourceOf", args: [claimId] }],
  compare(row, [source]) {
    const found = (source?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    return [
      ["facility", BigInt(row.facilityId), found["facility"] as bigint],
      ["asset", row.asset, found["asset"] as string],
      ["collected", row.collected, found["collected"] as bigint],
    ];
  },
});
