import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import { amount, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Claims whose money is paid on a facility: what an asset earns. */
export const facilityIncomes = stateTable("facility_incomes", ["facilityId", "claimId"], {
  facilityId: text<Hash>(),
  claimId: text<Hash>(),
  contract: text<Address>(),
  assetId: text<AssetId>(),
  units: amount,
  /** Passed on to the facility so far. */
  collected: amount,
  assignedBlock: whole,
  assignedAt: whole,
});
