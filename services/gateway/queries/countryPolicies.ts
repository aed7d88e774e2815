import type { Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { attestationsOn } from "./attestations.ts";

/** What the countries of a claim's two ends ask of it together: the stricter rule of the two. */
export interface ClaimPolicy {
  /** Seconds from acknowledgement to the due date; null for no limit. */
  readonly warnedTenor: bigint | null;
  readonly longestTenor: bigint | null;
  readonly needsRegistration: boolean;
}

interface PolicyRow extends ClaimPolicy {
  readonly id: Hash;
}

const settingOf = (condition: string): string =>
  `SELECT * FROM mirror.policies x WHERE x.country = p.country AND x.contract = $2 AND ${condition}
    ORDER BY x.block DESC, x.log_index DESC LIMIT 1`;

/** Of those claims that are governed: by the policy that a country had when they were registered, as it is now. */
export async function policiesOn(
  { db, version }: Context,
  claims: readonly { readonly id: Hash }[],
): Promise<ReadonlyMap<Hash, ClaimPolicy>> {
  const rows = await db.query<PolicyRow>(
    `SELECT c.id, min(nullif(present.warned_tenor, 0)) AS "warnedTenor",
        min(nullif(present.longest_tenor, 0)) AS "longestTenor",
        coalesce(bool_or(present.needs_registration), false) AS "needsRegistration"
      FROM mirror.claims c
      JOIN mirror.parties p ON p.account IN (c.seller, c.debtor)
      LEFT JOIN LATERAL (${settingOf("true")}) present ON true
      LEFT JOIN LATERAL (${settingOf("x.block <= c.registered_block")}) first ON true
     WHERE c.id = ANY($1) GROUP BY c.id
    HAVING bool_or(first.warned_tenor + first.longest_tenor > 0 OR first.needs_registration)`,
    [claims.map(({ id }) => id), version.contracts.policies],
  );
  return new Map(rows.map(({ id, ...policy }) => [id, policy]));
}

const DAY = 86_400n;
/** Days of a tenor in seconds, null for none. */
export const daysOfTenor = (seconds: bigint | null): number | null =>
  seconds === null || seconds === 0n ? null : Number(seconds / DAY);

/** A claim's policy as the API shows it, null for a claim that no country governs. */
export function viewPolicy(
  policy: ClaimPolicy | undefined,
  attestations: readonly { readonly kind: string }[] = [],
): object | null {
  if (!policy) return null;
  const isRegistered = attestations.some(({ kind }) => kind === "registration");
  return {
    warnedTenorDays: daysOfTenor(policy.warnedTenor),
    longestTenorDays: daysOfTenor(policy.longestTenor),
    registrationRequired: policy.needsRegistration,
    transferable: !policy.needsRegistration || isRegistered,
  };
}

/**
 * Units of a claim are about to leave their holder. The ledger refuses it too, without saying why.
 *
 * @throws Problem registration-required
 */
export async function requireRegistered(context: Context, claim: { readonly id: Hash }): Promise<void> {
  const policy = (await policiesOn(context, [claim])).get(claim.id);
  if (policy?.needsRegistration !== true) return;
  const attestations = (await attestationsOn(context, [claim])).get(claim.id) ?? [];
  if (attestations.some(({ kind }) => kind === "registration")) return;
  throw new Problem("registration-required", {
    detail:
      "the policy of the seller's or the debtor's country asks for a registration of the claim before it is assigned",
  });
}
