import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { AssetKind } from "../../domain/ip/kind.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";

export interface SaleRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly asset_id: AssetId;
  readonly office: string;
  readonly kind: AssetKind;
  readonly number: string;
  readonly owners: readonly { readonly account: Address }[];
  readonly lien: bigint;
  readonly lender: Address;
  readonly currency: string;
  readonly reserve: bigint;
  readonly commit_by: bigint;
  readonly reveal_by: bigint;
  readonly evidence: Hash;
  readonly status: "open" | "sold" | "failed";
  readonly best: bigint;
  readonly bidder: Address | null;
  readonly surplus: bigint | null;
  readonly opened_at: bigint;
  readonly closed_at: bigint | null;
}

/** A sale is every party's to see: who is to bid has to know of it. Bids and proceeds are not. */
const SALES = `SELECT s.*, a.office, a.kind, a.number, a.owners FROM mirror.sales s JOIN mirror.assets a ON a.id = s.asset_id`;

/** @throws Problem not-found */
export async function saleFor({ db, version }: Context, id: string): Promise<SaleRow> {
  const sql = `${SALES} WHERE s.contract = $1 AND s.id = $2`;
  const [row] = await db.query<SaleRow>(sql, [version.contracts.assets, BigInt(id)]);
  if (!row) throw new Problem("not-found", { detail: "there is no such sale" });
  return row;
}

/** Newest first. */
export async function listSales(
  { db, version }: Context,
  { after, limit }: Page,
  { asset, status }: { readonly asset?: string | undefined; readonly status?: string | undefined },
): Promise<SaleRow[]> {
  const { bind, values } = statement();
  const conditions = [`s.contract = ${bind(version.contracts.assets, "text")}`];
  if (after?.[0] !== undefined) conditions.push(`s.id < ${bind(BigInt(after[0]), "bigint")}`);
  if (asset !== undefined) conditions.push(`s.asset_id = ${bind(asset, "text")}`);
  if (status !== undefined) conditions.push(`s.status = ${bind(status, "text")}`);
  const sql = `${SALES} WHERE ${conditions.join(" AND ")} ORDER BY s.id DESC LIMIT ${bind(limit, "integer")}`;
  return db.query<SaleRow>(sql, values);
}
