import type { Hash } from "../../domain/brand.ts";

export type SoldKind = "receivable" | "drawdown";

/** What row `alias` of asks or bids is of. @returns SQL */
export const soldKind = (alias: string): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM mirror.drawdowns loan WHERE loan.id = ${alias}.claim_id) THEN 'drawdown' ELSE 'receivable' END`;

export const soldView = ({
  sold,
  claim_id,
}: {
  readonly sold: SoldKind;
  readonly claim_id: Hash;
}): Readonly<Record<SoldKind, Hash | null>> => ({
  receivable: sold === "receivable" ? claim_id : null,
  drawdown: sold === "drawdown" ? claim_id : null,
});
