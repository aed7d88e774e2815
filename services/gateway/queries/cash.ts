import type { Address } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { partyRef } from "./partyRef.ts";

/** Cash that the caller's party has on the ledger, by currency. */
export async function balancesOf(q: Queries, actor: Actor): Promise<{ items: { currency: string; amount: string }[] }> {
  const rows = await q.query<{ currency: string; balance: bigint }>(
    "SELECT currency, sum(balance) AS balance FROM mirror.cash_balances WHERE account = $1 GROUP BY currency ORDER BY currency",
    [actor.account],
  );
  return { items: rows.map(({ currency, balance }) => ({ currency, amount: String(balance) })) };
}

export interface PayoutRow {
  readonly id: bigint;
  readonly currency: string;
  readonly holder: Address;
  readonly amount: bigint;
  readonly status: string;
  readonly requested_at: bigint;
  readonly requested_block: bigint;
  readonly closed_at: bigint | null;
  readonly account_hash: string;
  readonly iban: string | null;
  readonly cursor: bigint;
}

/** Payout requests: a holder's own; for a settlement bank the open ones and those it closed, with the account to pay to. */
export async function listPayouts(
  q: Queries,
  actor: Actor,
  page: { before: bigint | undefined; limit: number },
): Promise<PayoutRow[]> {
  return q.query<PayoutRow>(
    `SELECT * FROM (
       SELECT p.*, r.text AS iban, p.requested_block * 1000000 + p.id AS cursor
         FROM mirror.payouts p LEFT JOIN core.references r ON r.hash = p.account_hash
        WHERE $2::boolean OR p.holder = $1 OR p.bank = $1
           OR (p.status = 'requested' AND EXISTS (
                 SELECT 1 FROM core.parties b WHERE b.account = $1 AND 'settlement-bank' = ANY(b.roles)))) AS visible
      WHERE $3::bigint IS NULL OR cursor < $3 ORDER BY cursor DESC LIMIT $4`,
    [actor.account, seesAll(actor), page.before ?? null, page.limit],
  );
}

export async function viewPayout(q: Queries, row: PayoutRow): Promise<Record<string, unknown>> {
  return {
    number: String(row.id),
    status: row.status,
    holder: await partyRef(q, row.holder),
    amount: { currency: row.currency, amount: String(row.amount) },
    iban: row.iban,
    requestedAt: instantOfSeconds(row.requested_at),
    closedAt: row.closed_at === null ? null : instantOfSeconds(row.closed_at),
  };
}
