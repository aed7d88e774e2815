import type { ProblemCode } from "../problems/codes.ts";
import type { AssetRow } from "./assets.ts";

/** Why a lien on the asset would be refused now, as the codes of the problems; see Assets._requirePledgeable. */
export function obstaclesOf(asset: AssetRow, now: bigint): ProblemCode[] {
  const isPast = asset.expires_at !== 0n && now > asset.expires_at;
  const grounds: [ProblemCode, boolean][] = [
    ["right-ended", asset.status === "expired" || asset.status === "invalidated" || isPast],
    ["not-granted", asset.stage !== "granted"],
    ["not-verified", asset.status === "pending" || asset.status === "rejected"],
    ["title-withheld", asset.is_withheld],
    ["fees-unpaid", now > asset.fees_paid_until],
    ["term-unknown", asset.basis === "unknown"],
    ["invalidation-pending", asset.is_contested],
    ["same-day-invention", asset.has_same_day_invention],
  ];
  return grounds.flatMap(([code, applies]) => (applies ? [code] : []));
}

/** Flaws that the parties of a lien may insist in spite of. */
const WAIVABLE: ReadonlySet<ProblemCode> = new Set(["invalidation-pending", "same-day-invention"]);

/** As IAssets.isUsable. */
export const isUsable = (asset: AssetRow, now: bigint): boolean =>
  obstaclesOf(asset, now).every((code) => WAIVABLE.has(code));
