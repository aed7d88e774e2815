import type { ClaimId } from "../../../domain/brand.ts";
import type { RowOf } from "../../table/column.ts";
import type { guaranteeShares } from "../../tables/guaranteeShares.ts";
import type { Mirror } from "../mirror.ts";
import { service } from "../servicing/service.ts";

export function needShare(mirror: Mirror, claimId: ClaimId, share: bigint): void {
  mirror.guarantees.need({ claimId });
  mirror.guaranteeShares.need({ claimId, share: Number(share) });
}

/** What an act on one share of a guarantee does to it, and to its claim, whose version rises. */
export function changeShare(
  mirror: Mirror,
  claimId: ClaimId,
  share: bigint,
  changes: Partial<RowOf<typeof guaranteeShares.columns>>,
): void {
  mirror.guaranteeShares.change({ claimId, share: Number(share) }, changes);
  service(mirror, claimId);
}
