import type { Address } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import { isSettlementBank } from "./settlementBank.ts";

/** Cash that the caller's party has on the ledger, by currency. */
export async function balancesOf(q: Queries, actor: Actor): Promise<{ items: unknown[] }> {
  const rows = await q.query<{ currency: string; balance: bigint }>(
    "SELECT currency, sum(balance) AS balance FROM mirror.cash_balances WHERE account = $1 GROUP BY currency ORDER BY currency",
    [actor.account],
  );
  return { items: rows.map(({ currency, balance }) => moneyIn(currency)(balance)) };
}

export interface PayoutRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly currency: string;
  readonly holder: Address;
  readonly amount: bigint;
  readonly status: string;
  readonly requested_at: bigint;
  readonly requested_block: bigint;
  readonly closed_at: bigint | null;
  readonly iban: string | null;
}

/**
 * Payout requests, newest first: a holder's own; for a settlement bank under the governor's grant the open ones and those it
 * closed, with the account to pay to.
 */
export async function listPayouts(context: Context, actor: Actor, { after, limit }: Page): Promise<PayoutRow[]> {
  const [block = null, contract = null, id = null] = after ?? [];
  return context.db.query<PayoutRow>(
    `SELECT p.*, r.text AS iban
       FROM mirror.payouts p LEFT JOIN core.references r ON r.hash = p.account_hash
      WHERE ($2::boolean OR p.holder = $1 OR ($3::boolean AND (p.status = 'requested' OR p.bank = $1)))
        AND ($4::bigint IS NULL OR (p.requested_block, p.contract, p.id) < ($4, $5::text, $6::bigint))
      ORDER BY p.requested_block DESC, p.contract DESC, p.id DESC LIMIT $7`,
    [actor.account, seesAll(actor), await isSettlementBank(context, actor), block, contract, id, limit],
  );
}

export async function viewPayouts({ db }: Context, rows: readonly PayoutRow[]): Promise<unknown[]> {
  const refOf = await partyRefs(
    db,
    rows.map(({ holder }) => holder),
  );
  return rows.map((row) => ({
    number: String(row.id),
    status: row.status,
    holder: refOf(row.holder),
    amount: moneyIn(row.currency)(row.amount),
    iban: row.iban,
    requestedAt: instantOfSeconds(row.requested_at),
    closedAt: row.closed_at === null ? null : instantOfSeconds(row.closed_at),
  }));
}
