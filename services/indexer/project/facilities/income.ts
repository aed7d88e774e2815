import type { AssetId } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

export const incomeAssigned = projection<{ id: bigint; claim: bigint; asset: AssetId; units: bigint }>(
  "Facilities",
  "IncomeAssigned",
  {
    need({ args: { id, claim } }, { facilityIncomes }) {
      facilityIncomes.need({ facilityId: idOf(id), claimId: idOf(claim) });
    },
    apply({ args: { id, claim, asset, units }, contract, block, at }, { facilityIncomes }) {
      facilityIncomes.insert({
        facilityId: idOf(id),
        claimId: idOf(claim),
        contract: contract.address,
        assetId: asset,
        units,
        collected: 0n,
        assignedBlock: block,
        assignedAt: at,
      });
    },
  },
);

export const incomeCollected = projection<{ id: bigint; claim: bigint; paid: bigint }>(
  "Facilities",
  "IncomeCollected",
  {
    need({ args: { id, claim } }, { facilityIncomes }) {
      facilityIncomes.need({ facilityId: idOf(id), claimId: idOf(claim) });
    },
    apply({ args: { id, claim, paid } }, { facilityIncomes }) {
      const key = { facilityId: idOf(id), claimId: idOf(claim) };
      facilityIncomes.change(key, { collected: facilityIncomes.get(key).collected + paid });
    },
  },
);
