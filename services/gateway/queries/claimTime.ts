import type { Hash } from "../../domain/brand.ts";
import { claimDays, overdueDays } from "../../domain/claimDays.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import type { ClaimRow } from "./claims.ts";

/** What time has made of a claim; derived, never stored. */
export interface ClaimTime {
  readonly asOf: string;
  readonly overdue: boolean;
  readonly overdueDays: number;
  readonly inDefaultSince: string | null;
}

interface TimeRow {
  readonly as_of: bigint;
  /** By claim, the zone in which its due date ends. */
  readonly zones: Readonly<Record<Hash, string>> | null;
}

/** How claims stand at the time of the last indexed block: the chain's clock, which all readers share. */
export async function claimTimes(
  context: Context,
  claims: readonly ClaimRow[],
): Promise<{ readonly asOf: bigint; readonly timeOf: (claim: ClaimRow, isOwed: boolean) => ClaimTime }> {
  const [row] = await context.db.query<TimeRow>(
    `SELECT b.timestamp AS as_of,
            (SELECT jsonb_object_agg(z.claim_id, z.zone) FROM core.due_zones z
               JOIN unnest($1::text[], $2::bigint[]) AS c(id, due_at) ON z.claim_id = c.id AND z.due_at = c.due_at) AS zones
       FROM mirror.blocks b WHERE b.number = (SELECT block FROM mirror.cursor)`,
    [claims.map(({ id }) => id), claims.map(({ due_at }) => due_at)],
  );
  const asOf = row?.as_of ?? 0n;
  const timeOf = ({ id, due_at, acknowledged, recourse_grace }: ClaimRow, isOwed: boolean): ClaimTime => {
    const zone = row?.zones?.[id] ?? "UTC";
    // Where the seller gave recourse, the ledger itself has the days of grace.
    const defaultAt =
      recourse_grace === null ? claimDays(due_at, zone, context.graceDays)?.defaultAt : due_at + recourse_grace;
    const isInDefault = isOwed && acknowledged !== null && defaultAt !== undefined && defaultAt < asOf;
    return {
      asOf: instantOfSeconds(asOf),
      overdue: isOwed && due_at < asOf,
      overdueDays: isOwed ? overdueDays(due_at, zone, asOf) : 0,
      inDefaultSince: isInDefault ? instantOfSeconds(defaultAt) : null,
    };
  };
  return { asOf, timeOf };
}
