import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { AssetKind, AssetStage, TermBasis } from "../../domain/ip/kind.ts";
import { bool, json, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type AssetStatus = "pending" | "verified" | "expired" | "invalidated" | "rejected";

/** Its share is these parts of all owners' parts. */
export interface AssetOwner {
  readonly account: Address;
  readonly parts: number;
}

export const assets = stateTable("assets", ["id"], {
  id: text<AssetId>(),
  contract: text<Address>(),
  office: text(),
  kind: text<AssetKind>(),
  number: text(),
  stage: text<AssetStage>(),
  status: text<AssetStatus>(),
  basis: text<TermBasis>(),
  expiresAt: whole,
  termSource: text<Hash>(),
  feesPaidUntil: whole,
  hasSameDayInvention: bool,
  isContested: bool,
  isWithheld: bool,
  wasVerified: bool,
  title: whole,
  owners: json<readonly AssetOwner[]>(),
  documentRoot: text<Hash>(),
  seq: whole,
  head: text<Hash>(),
  registeredBlock: whole,
  registeredAt: whole,
});
