import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { AssetKind, AssetStage, TermBasis } from "../../domain/ip/kind.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";

export interface AssetRow {
  readonly id: AssetId;
  readonly office: string;
  readonly kind: AssetKind;
  readonly number: string;
  readonly stage: AssetStage;
  readonly status: string;
  readonly basis: TermBasis;
  /** Epoch seconds, zero for none; as every instant of the mirror. */
  readonly expires_at: bigint;
  readonly fees_paid_until: bigint;
  readonly has_same_day_invention: boolean;
  readonly is_contested: boolean;
  readonly is_withheld: boolean;
  readonly title: bigint;
  readonly owners: readonly { readonly account: Address; readonly parts: number }[];
  readonly document_root: Hash;
  readonly seq: bigint;
  readonly head: Hash;
  readonly registered_block: bigint;
  readonly registered_at: bigint;
}

/** Condition on assets (a): the account is among the owners. */
export const ownedBy = (bind: Bind, account: string): string =>
  `a.owners @> jsonb_build_array(jsonb_build_object('account', ${bind(account, "text")}))`;

/** Condition on assets (a): the reader owns it or has, or had, a lien on it; operators and auditors are concerned by all. */
export function assetConcerns(bind: Bind, actor: Actor): string {
  if (seesAll(actor)) return "true";
  const lent = `EXISTS (SELECT 1 FROM mirror.liens own WHERE own.asset_id = a.id AND own.lender = ${bind(actor.account, "text")})`;
  return `(${ownedBy(bind, actor.account)} OR ${lent})`;
}

/** @throws Problem not-found, also for an asset that exists but is not the reader's to see */
export async function assetFor({ db }: Context, actor: Actor, id: string): Promise<AssetRow> {
  const { bind, values } = statement();
  const sql = `SELECT a.* FROM mirror.assets a WHERE a.id = ${bind(id, "text")} AND ${assetConcerns(bind, actor)}`;
  const [row] = await db.query<AssetRow>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such asset, or it is not yours to see" });
  return row;
}

export interface AssetFilter {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly office?: string | undefined;
}

/** Comes after every row. */
const FIRST = ["9223372036854775807", "~"];

/** Assets that concern the reader, newest first: by block of registration, in a block by id. */
export async function listAssets(
  { db }: Context,
  actor: Actor,
  { after, limit }: Page,
  { status, kind, office }: AssetFilter,
): Promise<AssetRow[]> {
  const { bind, values } = statement();
  const [block = "", id = ""] = after ?? FIRST;
  const wanted = Object.entries({ status, kind, office }).flatMap(([column, value]) =>
    value === undefined ? [] : [`a.${column} = ${bind(value, "text")}`],
  );
  const conditions = [
    assetConcerns(bind, actor),
    `(a.registered_block, a.id) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`,
    ...wanted,
  ];
  return db.query<AssetRow>(
    `SELECT a.* FROM mirror.assets a WHERE ${conditions.join(" AND ")}
      ORDER BY a.registered_block DESC, a.id DESC LIMIT ${bind(limit, "integer")}`,
    values,
  );
}
