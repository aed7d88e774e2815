import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import { amount, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Liens that were attached to a facility, those among them that have ended too. */
export const facilityLiens = stateTable("facility_liens", ["facilityId", "lien"], {
  facilityId: text<Hash>(),
  lien: whole,
  contract: text<Address>(),
  assetId: text<AssetId>(),
  amount,
  attachedBlock: whole,
  attachedAt: whole,
});
