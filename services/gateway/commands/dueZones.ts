import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";

/** Remembers in which zone's clock a due date ends: the ledger keeps the instant only. */
export async function storeDueZone(q: Queries, claim: Hash, dueAt: bigint, zone: string): Promise<void> {
  await q.query("INSERT INTO core.due_zones (claim_id, due_at, zone) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    claim,
    dueAt,
    zone,
  ]);
}
