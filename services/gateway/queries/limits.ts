import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Page } from "../routes/page.ts";
import { moneyIn } from "../schemas/money.ts";
import { nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";

export type LimitSubject = "seller" | "debtor";

export interface LimitRow {
  readonly subject: LimitSubject;
  readonly party: Address;
  readonly currency: string;
  readonly cap: bigint | null;
  readonly used: bigint;
  readonly planned: bigint;
}

/** Limits of the reader's own party; planned is what it bids for and has not got. */
export async function listLimits(context: Context, actor: Actor, { after, limit }: Page): Promise<LimitRow[]> {
  const [subject = null, party = null, currency = null] = after ?? [];
  return context.db.query<LimitRow>(
    `SELECT l.subject, l.party, l.currency, l.cap, l.used, coalesce((
              SELECT sum(b.units) FROM mirror.bids b JOIN mirror.asks a ON a.market = b.market AND a.id = b.ask
                LEFT JOIN mirror.claims c ON c.id = b.claim_id
                LEFT JOIN mirror.drawdowns d ON d.id = b.claim_id LEFT JOIN mirror.facilities f ON f.id = d.facility_id
               WHERE b.market = l.market AND b.bidder = l.financier AND b.status = 'open' AND b.expiry >= $3
                 AND a.status = 'open' AND a.expiry >= $3 AND b.currency = l.currency
                 AND l.party = CASE l.subject WHEN 'seller' THEN c.seller ELSE coalesce(c.debtor, f.borrower) END), 0) AS planned
       FROM mirror.limits l
      WHERE l.market = $1 AND l.financier = $2
        AND ($4::text IS NULL OR (l.subject, l.party, l.currency) > ($4, $5::text, $6::text))
      ORDER BY l.subject, l.party, l.currency LIMIT $7`,
    [context.version.contracts.market, actor.account, nowOf(context), subject, party, currency, limit],
  );
}

export async function viewLimits({ db }: Context, rows: readonly LimitRow[]): Promise<unknown[]> {
  const refOf = await partyRefs(
    db,
    rows.map(({ party }) => party),
  );
  return rows.map(({ subject, party, currency, cap, used, planned }) => {
    const money = moneyIn(currency);
    const left = cap === null ? null : cap - used - planned;
    return {
      subject,
      party: refOf(party),
      limit: cap === null ? null : money(cap),
      used: money(used),
      planned: money(planned),
      available: left === null ? null : money(left > 0n ? left : 0n),
    };
  });
}

/** Claims of a seller, or on a debtor and loans to it, of which the reader's party holds units; the largest first. */
export async function heldOf(
  { db }: Context,
  { account }: Actor,
  subject: LimitSubject,
  party: Address,
  currency: string,
  most: number,
): Promise<{ readonly token: Address; readonly id: Hash }[]> {
  return db.query(
    `SELECT token, id FROM (
       SELECT c.contract AS token, c.id, h.units FROM mirror.holdings h JOIN mirror.claims c ON c.id = h.claim_id
        WHERE h.holder = $1 AND h.units > 0 AND c.status <> 'settled' AND c.currency = $2
          AND $3 = CASE $4::text WHEN 'seller' THEN c.seller ELSE c.debtor END
       UNION ALL
       SELECT f.contract, d.id, h.units FROM mirror.drawdown_holdings h JOIN mirror.drawdowns d ON d.id = h.drawdown_id
         JOIN mirror.facilities f ON f.id = d.facility_id
        WHERE h.holder = $1 AND h.units > 0 AND d.status <> 'repaid' AND f.currency = $2
          AND $3 = f.borrower AND $4::text = 'debtor') AS held
      ORDER BY units DESC, id LIMIT $5`,
    [account, currency, party, subject, most],
  );
}
