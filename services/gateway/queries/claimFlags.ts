import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";

/** What whoever relies on a claim should look at first; none of them refuses anything by itself. */
export const CLAIM_FLAGS = [
  /** The seller has another claim, no younger, under a number that a person could take for this one's. */
  "probable-duplicate",
] as const;
export type ClaimFlag = (typeof CLAIM_FLAGS)[number];

/**
 * Flags of claims that have any. They are found out when they are read, so that of two lookalikes registered in the same
 * moment neither passes unseen.
 */
export async function claimFlagsOf(
  q: Queries,
  claims: readonly { readonly id: Hash; readonly same_number: boolean }[],
): Promise<ReadonlyMap<Hash, readonly ClaimFlag[]>> {
  const rows = await q.query<{ id: Hash }>(
    `SELECT DISTINCT c.id FROM mirror.claims c
       JOIN core.invoice_skeletons s ON s.claim_id = c.id
       JOIN core.invoice_skeletons t ON t.tag = s.tag AND t.claim_id <> s.claim_id
       JOIN mirror.claims o ON o.id = t.claim_id AND o.registered_block <= c.registered_block
      WHERE c.id = ANY($1)`,
    [claims.map(({ id }) => id)],
  );
  // The ledger itself tells an equal number with another date, also where another service registered the first.
  const alike = [...rows, ...claims.filter(({ same_number }) => same_number)];
  return new Map(alike.map(({ id }) => [id, ["probable-duplicate"]]));
}
