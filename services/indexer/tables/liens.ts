import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { LienKind, LienStatus } from "../../domain/ip/lien.ts";
import { amount, json, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** The pledge register. A lien's rank is its place among the active ones of its asset by (official_at, sequence). */
export const liens = stateTable("liens", ["contract", "id"], {
  contract: text<Address>(),
  id: whole,
  assetId: text<AssetId>(),
  lender: text<Address>(),
  kind: text<LienKind>(),
  status: text<LienStatus>(),
  currency: text(),
  amount,
  debtDueAt: whole,
  notices: small,
  title: whole,
  debt: text<Hash>(),
  documentRoot: text<Hash>(),
  consents: json<readonly Address[]>(),
  register: nullable(text()),
  number: nullable(text()),
  officialAt: nullable(whole),
  sequence: nullable(whole),
  documentHash: nullable(text<Hash>()),
  reason: nullable(text<Hash>()),
  proposedBlock: whole,
  proposedAt: whole,
  activatedAt: nullable(whole),
  closedAt: nullable(whole),
});
