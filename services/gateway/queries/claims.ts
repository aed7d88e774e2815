import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";

export interface ClaimRow {
  readonly id: Hash;
  readonly seller: Address;
  readonly debtor: Address;
  readonly currency: string;
  readonly face: bigint;
  readonly acknowledged: bigint | null;
  readonly units: bigint;
  readonly status: string;
  /** Epoch seconds, as every instant of the mirror. */
  readonly due_at: bigint;
  readonly waivers: number;
  readonly same_number: boolean;
  readonly document_root: Hash;
  readonly debtor_paid: bigint;
  readonly paid_out: bigint;
  readonly suspense: bigint;
  readonly redeemed: bigint;
  readonly seq: bigint;
  readonly head: Hash;
  readonly registered_at: bigint;
  readonly registered_block: bigint;
}

/** A claim is shown to its seller, its debtor, whoever holds or held units of it, operators and auditors. */
export const VISIBLE = `($2::boolean OR c.seller = $1 OR c.debtor = $1
  OR EXISTS (SELECT 1 FROM mirror.holdings h WHERE h.claim_id = c.id AND h.holder = $1)
  OR EXISTS (SELECT 1 FROM mirror.asks a WHERE a.claim_id = c.id AND a.status = 'open' AND (a.buyers = '[]'::jsonb OR a.buyers ? $1::text)))`;

/** @throws Problem not-found, also for a claim that exists but is not the caller's to see */
export async function claimFor(q: Queries, actor: Actor, id: string): Promise<ClaimRow> {
  const [claim] = await q.query<ClaimRow>(`SELECT c.* FROM mirror.claims c WHERE c.id = $3 AND ${VISIBLE}`, [
    actor.account,
    seesAll(actor),
    id,
  ]);
  if (!claim) throw new Problem("not-found", { detail: "there is no such receivable, or it is not yours to see" });
  return claim;
}
