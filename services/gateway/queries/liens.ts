import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import type { LienKind, LienStatus } from "../../domain/ip/lien.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { assetConcerns, ownedBy } from "./assets.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { requireParty } from "./parties.ts";

export interface LienRow {
  readonly id: bigint;
  readonly asset_id: AssetId;
  readonly lender: Address;
  readonly kind: LienKind;
  readonly status: LienStatus;
  readonly currency: string;
  readonly amount: bigint;
  readonly debt_due_at: bigint;
  readonly notices: number;
  readonly title: bigint;
  readonly debt: Hash;
  readonly document_root: Hash;
  readonly consents: readonly Address[];
  readonly register: string | null;
  readonly number: string | null;
  readonly official_at: bigint | null;
  readonly sequence: bigint | null;
  readonly document_hash: Hash | null;
  readonly reason: Hash | null;
  readonly proposed_block: bigint;
  readonly proposed_at: bigint;
  readonly activated_at: bigint | null;
  readonly closed_at: bigint | null;
  /** From 1; null unless active. */
  readonly rank: bigint | null;
  readonly owners: readonly { readonly account: Address }[];
}

/** Whoever sees an asset sees all liens on it: nobody lends against a rank that it cannot check. */
const liensOf = (bind: Bind, { version }: Context, actor: Actor): string =>
  `SELECT l.*, a.owners,
      CASE WHEN l.status = 'active' THEN 1 + (SELECT count(*) FROM mirror.liens o WHERE o.asset_id = l.asset_id
        AND o.status = 'active' AND (o.official_at, o.sequence) < (l.official_at, l.sequence)) END AS rank
     FROM mirror.liens l JOIN mirror.assets a ON a.id = l.asset_id
    WHERE l.contract = ${bind(version.contracts.assets, "text")} AND ${assetConcerns(bind, actor)}`;

/** @throws Problem not-found, also for a lien that exists but is not the reader's to see */
export async function lienFor(context: Context, actor: Actor, id: string): Promise<LienRow> {
  const { bind, values } = statement();
  const sql = `${liensOf(bind, context, actor)} AND l.id = ${bind(BigInt(id), "bigint")}`;
  const [row] = await context.db.query<LienRow>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such lien, or it is not yours to see" });
  return row;
}

export interface LienFilter {
  readonly asset?: string | undefined;
  /** Parties by their ids. */
  readonly owner?: string | undefined;
  readonly lender?: string | undefined;
  readonly status?: string | undefined;
}

/** The pledge register as far as the reader sees it, newest first. @throws Problem unknown-party */
export async function listLiens(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { asset, owner, lender, status }: LienFilter,
): Promise<LienRow[]> {
  const { bind, values } = statement();
  const accountOf = async (party: string, field: string): Promise<string> =>
    (await requireParty(context.db, party, field)).account;
  const conditions = [liensOf(bind, context, actor)];
  if (after?.[0] !== undefined) conditions.push(`l.id < ${bind(BigInt(after[0]), "bigint")}`);
  if (asset !== undefined) conditions.push(`l.asset_id = ${bind(asset, "text")}`);
  if (status !== undefined) conditions.push(`l.status = ${bind(status, "text")}`);
  if (owner !== undefined) conditions.push(ownedBy(bind, await accountOf(owner, "/owner")));
  if (lender !== undefined) conditions.push(`l.lender = ${bind(await accountOf(lender, "/lender"), "text")}`);
  const sql = `${conditions.join(" AND ")} ORDER BY l.id DESC LIMIT ${bind(limit, "integer")}`;
  return context.db.query<LienRow>(sql, values);
}
