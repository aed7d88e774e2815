import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";

export interface AskRow {
  readonly id: bigint;
  readonly seller: Address;
  readonly claim_id: Hash;
  readonly currency: string;
  readonly units: bigint;
  readonly filled: bigint;
  readonly price: bigint;
  readonly expiry: bigint;
  readonly version: bigint;
  readonly status: string;
  /** Empty: every financier. */
  readonly buyers: readonly Address[];
}

const VISIBLE = "($2::boolean OR a.seller = $1 OR a.buyers = '[]'::jsonb OR a.buyers ? $1::text)";

/** @throws Problem not-found */
export async function askFor(q: Queries, actor: Actor, id: string): Promise<AskRow> {
  const [row] = await q.query<AskRow>(`SELECT a.* FROM mirror.asks a WHERE a.id = $3 AND ${VISIBLE} LIMIT 1`, [
    actor.account,
    seesAll(actor),
    BigInt(id),
  ]);
  if (!row) throw new Problem("not-found", { detail: "there is no such ask, or it is not open to you" });
  return row;
}

/** Asks that the caller made or may take, newest first; `before` is the id to read on from. */
export async function listAsks(
  q: Queries,
  actor: Actor,
  page: { before: bigint | undefined; limit: number; status: string | undefined },
): Promise<AskRow[]> {
  return q.query<AskRow>(
    `SELECT a.* FROM mirror.asks a
      WHERE ${VISIBLE} AND ($3::bigint IS NULL OR a.id < $3) AND ($4::text IS NULL OR a.status = $4)
      ORDER BY a.id DESC LIMIT $5`,
    [actor.account, seesAll(actor), page.before ?? null, page.status ?? null, page.limit],
  );
}
