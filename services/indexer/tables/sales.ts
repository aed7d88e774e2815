import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type SaleStatus = "open" | "sold" | "failed";

/** Sales of assets under a lien; the asset contract tells them. */
export const sales = stateTable("sales", ["contract", "id"], {
  contract: text<Address>(),
  id: whole,
  assetId: text<AssetId>(),
  lien: whole,
  lender: text<Address>(),
  currency: text(),
  reserve: amount,
  commitBy: whole,
  revealBy: whole,
  evidence: text<Hash>(),
  status: text<SaleStatus>(),
  /** Paid in by `bidder`; zero while there is none. */
  best: amount,
  bidder: nullable(text<Address>()),
  surplus: nullable(amount),
  surviving: nullable(whole),
  openedBlock: whole,
  openedAt: whole,
  closedAt: nullable(whole),
});
