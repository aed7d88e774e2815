import type { Address, AssetId, Hash } from "../../domain/brand.ts";
import { countableValue as countable } from "../../domain/ltv.ts";
import type { Queries } from "../../store/database.ts";
import { countedValuation } from "./valuations.ts";
import type { ValuationPolicy } from "./valuations.ts";

/** A lien that is attached to a facility, as it stood at an instant. */
export interface AttachedLien {
  readonly lien: bigint;
  readonly asset_id: AssetId;
  readonly lender: Address;
  readonly currency: string;
  readonly amount: bigint;
  /** What the liens before it secured in its currency. */
  readonly senior: bigint;
  /** One of them was in another currency: nothing could be subtracted. */
  readonly has_other_seniors: boolean;
  readonly is_active: boolean;
  /** The asset was verified, granted, in force, paid for and not withheld. */
  readonly is_usable: boolean;
  /** By the policy; nothing where none held. */
  readonly valuation: bigint | undefined;
  readonly counts: bigint;
}

/** The last word of an asset's history by an instant ($2) on something that these events tell. */
const last = (value: string, ...names: readonly string[]): string =>
  `(SELECT ${value} FROM mirror.asset_events e WHERE e.asset_id = a.asset_id AND e.at <= $2
     AND e.name IN (${names.map((name) => `'${name}'`).join(", ")}) ORDER BY e.seq DESC LIMIT 1)`;

const STATUS = last(
  "e.name",
  "AssetRegistered",
  "AssetVerified",
  "AssetRejected",
  "AssetExpired",
  "AssetInvalidated",
  "AssetRestored",
  "OwnershipTransferred",
);
const TERM = last("e.args -> 'term'", "AssetRegistered", "TermRecorded");
const FEES = last("coalesce(e.args ->> 'paidUntil', e.args ->> 'feesPaidUntil')", "AssetRegistered", "FeesRecorded");

/** As IAssets.isUsable, at the instant. */
const USABLE = `(${STATUS} = 'AssetVerified'
  AND ${last("e.args ->> 'stage'", "AssetRegistered", "StageRecorded")} = 'granted'
  AND coalesce(${last("e.args ->> 'isWithheld'", "RestraintRecorded")}, 'false') = 'false'
  AND ${TERM} ->> 'termBasis' <> 'unknown'
  AND (${TERM} ->> 'expiresAt' = '0' OR $2 <= (${TERM} ->> 'expiresAt')::bigint)
  AND $2 <= (${FEES})::bigint)`;

const activeAt = (lien: string): string =>
  `(${lien}.activated_at IS NOT NULL AND ${lien}.activated_at <= $2 AND (${lien}.closed_at IS NULL OR ${lien}.closed_at > $2))`;

/** The liens that were attached to a facility by an instant, in epoch seconds, and what each counted for. */
export async function attachedLiens(
  q: Queries,
  facility: Hash,
  policy: ValuationPolicy,
  instant: bigint,
): Promise<AttachedLien[]> {
  const rows = await q.query<Omit<AttachedLien, "valuation" | "counts">>(
    `SELECT a.lien, a.asset_id, l.lender, l.currency, l.amount, ${activeAt("l")} AS is_active, ${USABLE} AS is_usable,
        coalesce(sum(o.amount) FILTER (WHERE o.currency = l.currency), 0) AS senior,
        coalesce(bool_or(o.currency <> l.currency), false) AS has_other_seniors
      FROM mirror.facility_liens a
      JOIN mirror.facilities f ON f.id = a.facility_id
      JOIN mirror.contracts c ON c.address = f.contract
      JOIN mirror.contracts s ON s.name = 'Assets' AND s.version = c.version
      JOIN mirror.liens l ON l.contract = s.address AND l.id = a.lien
      LEFT JOIN mirror.liens o ON o.asset_id = l.asset_id AND ${activeAt("o")}
        AND (o.official_at, o.sequence) < (l.official_at, l.sequence)
      WHERE a.facility_id = $1 AND a.attached_at <= $2
      GROUP BY a.facility_id, a.lien, a.asset_id, l.contract, l.id
      ORDER BY a.attached_block, a.lien`,
    [facility, instant],
  );
  const liens: AttachedLien[] = [];
  for (const row of rows) {
    const valuation = await countedValuation(q, row.asset_id, row.currency, policy, instant);
    const stands = row.is_active && row.is_usable && !row.has_other_seniors;
    const counts = stands && valuation !== undefined ? countable(row.amount, valuation, row.senior) : 0n;
    liens.push({ ...row, valuation, counts });
  }
  return liens;
}

/**
 * What a facility's collateral counted for at an instant, in minor units of its currency; as ICollateral.valueOf.
 *
 * @public
 */
export async function countableValue(
  q: Queries,
  facility: Hash,
  policy: ValuationPolicy,
  instant: bigint,
): Promise<bigint> {
  const liens = await attachedLiens(q, facility, policy, instant);
  return liens.reduce((sum, { counts }) => sum + counts, 0n);
}
