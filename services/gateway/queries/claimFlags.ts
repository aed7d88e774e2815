import type { Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { nowOf } from "./claims.ts";
import { policiesOn } from "./countryPolicies.ts";

/** What whoever relies on a claim should look at first; none of them refuses anything by itself. */
export const CLAIM_FLAGS = [
  /** The seller has another claim, no younger, under a number that a person could take for this one's. */
  "probable-duplicate",
  /** From its acknowledgement, or from now, to its due date is longer than the policy of a country advises. */
  "long-tenor",
] as const;
export type ClaimFlag = (typeof CLAIM_FLAGS)[number];

/**
 * Flags of claims that have any. They are found out when they are read, so that of two lookalikes registered in the same
 * moment neither passes unseen.
 */
export async function claimFlagsOf(
  context: Context,
  claims: readonly FlaggedClaim[],
): Promise<ReadonlyMap<Hash, readonly ClaimFlag[]>> {
  const [alike, long] = await Promise.all([lookalikes(context, claims), longTenors(context, claims)]);
  return new Map(
    claims.map(({ id }) => {
      const flags: ClaimFlag[] = [];
      if (alike.has(id)) flags.push("probable-duplicate");
      if (long.has(id)) flags.push("long-tenor");
      return [id, flags];
    }),
  );
}

interface FlaggedClaim {
  readonly id: Hash;
  readonly same_number: boolean;
  /** Epoch seconds. */
  readonly due_at: bigint;
  readonly acknowledged_at: bigint | null;
}

async function longTenors(context: Context, claims: readonly FlaggedClaim[]): Promise<ReadonlySet<Hash>> {
  const policies = await policiesOn(context, claims);
  const long = claims.filter(({ id, due_at, acknowledged_at }) => {
    const warned = policies.get(id)?.warnedTenor ?? null;
    return warned !== null && due_at > (acknowledged_at ?? nowOf(context)) + warned;
  });
  return new Set(long.map(({ id }) => id));
}

async function lookalikes({ db }: Context, claims: readonly FlaggedClaim[]): Promise<ReadonlySet<Hash>> {
  const rows = await db.query<{ id: Hash }>(
    `SELECT DISTINCT c.id FROM mirror.claims c
       JOIN core.invoice_skeletons s ON s.claim_id = c.id
       JOIN core.invoice_skeletons t ON t.tag = s.tag AND t.claim_id <> s.claim_id
       JOIN mirror.claims o ON o.id = t.claim_id AND o.registered_block <= c.registered_block
      WHERE c.id = ANY($1)`,
    [claims.map(({ id }) => id)],
  );
  // The ledger itself tells an equal number with another date, also where another service registered the first.
  return new Set([...rows, ...claims.filter(({ same_number }) => same_number)].map(({ id }) => id));
}
