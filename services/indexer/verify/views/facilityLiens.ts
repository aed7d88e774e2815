import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface AttachedRow {
  readonly facilityId: Hash;
  readonly lien: bigint;
  readonly collateral: Address;
}

/** Those that are active: one that has ended may have made room for another. */
export const facilityLiens = viewCheck<AttachedRow>({
  table: "facility_liens",
  key: ["facilityId", "lien"],
  sql: `select a.facility_id as "facilityId", a.lien, s.address as collateral
        from facility_liens a
        join liens l on l.id = a.lien and l.status = 'active'
        join contracts c on c.address = a.contract
        join contracts s on s.name = 'Collateral' and s.version = c.version`,
  views: ({ collateral: address, facilityId }) => [
    { contract: "Collateral", address, name: "attachedTo", args: [facilityId] },
  ],
  compare: ({ lien }, [attached]) => [["attached", true, (attached?.[0] as bigint[]).includes(lien)]],
});
