import type { Context } from "../context.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { daysOfTenor } from "./countryPolicies.ts";

export interface PolicyRow {
  readonly country: string;
  /** Seconds, zero for none. */
  readonly warned_tenor: bigint;
  readonly longest_tenor: bigint;
  readonly needs_registration: boolean;
  readonly at: bigint;
}

/** What each country that ever had a policy asks for now, by country. */
export async function listPolicies({ db, version }: Context, { after, limit }: Page): Promise<PolicyRow[]> {
  return db.query<PolicyRow>(
    `SELECT DISTINCT ON (country) country, warned_tenor, longest_tenor, needs_registration, at
       FROM mirror.policies WHERE contract = $1 AND country > $2
      ORDER BY country, block DESC, log_index DESC LIMIT $3`,
    [version.contracts.policies, after?.[0] ?? "", limit],
  );
}

export const viewPolicies = (rows: readonly PolicyRow[]): object[] =>
  rows.map((row) => ({
    country: row.country,
    warnedTenorDays: daysOfTenor(row.warned_tenor),
    longestTenorDays: daysOfTenor(row.longest_tenor),
    registrationRequired: row.needs_registration,
    since: instantOfSeconds(row.at),
  }));
