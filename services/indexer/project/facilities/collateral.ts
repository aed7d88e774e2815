import type { AssetId } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

export const collateralAttached = projection<{ id: bigint; lien: bigint; asset: AssetId; amount: bigint }>(
  "Facilities",
  "CollateralAttached",
  {
    need({ args: { id, lien } }, { facilityLiens }) {
      facilityLiens.need({ facilityId: idOf(id), lien });
    },
    apply({ args: { id, lien, asset, amount }, contract, block, at }, { facilityLiens }) {
      facilityLiens.insert({
        facilityId: idOf(id),
        lien,
        contract: contract.address,
        assetId: asset,
        amount,
        attachedBlock: block,
        attachedAt: at,
      });
    },
  },
);
