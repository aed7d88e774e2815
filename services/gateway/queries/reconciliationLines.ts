import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instant, instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { Day } from "./reconciliation.ts";

interface EntryRow {
  readonly kind: "mint" | "burn" | "recall";
  readonly payer: Address | null;
  readonly payee: Address | null;
  readonly amount: bigint;
  readonly bank: Address;
  readonly ref: Hash;
  readonly reference: string | null;
  readonly claim_id: Hash | null;
  readonly at: bigint;
  readonly transaction_hash: Hash;
}

const KINDS = { mint: ["deposit", "wire"], burn: ["payout", "payout"], recall: ["recalled deposit", "recalled wire"] };

/** Everything that banks booked on the day, each under its reference: a bank's own; all for operators and auditors. */
export async function bookedOn(context: Context, actor: Actor, currency: string, { from, to }: Day): Promise<object[]> {
  const rows = await context.db.query<EntryRow>(
    `SELECT m.kind, m.payer, m.payee, m.amount, m.bank, m.ref, r.text AS reference, m.claim_id, m.at, m.transaction_hash
       FROM mirror.cash_entries m LEFT JOIN core.bank_references r ON r.hash = m.ref
      WHERE m.currency = $1 AND m.at >= $2 AND m.at < $3 AND m.ref IS NOT NULL AND ($4::boolean OR m.bank = $5)
      ORDER BY m.block, m.log_index`,
    [currency, from, to, seesAll(actor), actor.account],
  );
  const refOf = await partyRefs(
    context.db,
    rows.flatMap(({ bank, payer, payee, claim_id }) => [bank, ...(claim_id === null ? [payer ?? payee ?? bank] : [])]),
  );
  return rows.map((row) => ({
    kind: KINDS[row.kind][row.claim_id === null ? 0 : 1],
    bankReference: row.reference,
    reference: row.ref,
    bank: refOf(row.bank),
    amount: moneyIn(currency)(row.amount),
    party: row.claim_id === null ? refOf(row.payer ?? row.payee ?? row.bank) : null,
    receivable: row.claim_id,
    at: instantOfSeconds(row.at),
    transaction: row.transaction_hash,
  }));
}

interface PaidInRow {
  readonly claim_id: Hash;
  readonly wired: bigint;
  readonly from_ledger: bigint;
  readonly suspended: bigint;
  readonly withdrawn: bigint;
}

/**
 * What came in and went out, claim by claim: for a bank the claims for which it booked wires on the day, since others
 * are none of its business; all for operators and auditors.
 */
export async function paidInOn(context: Context, actor: Actor, currency: string, { from, to }: Day): Promise<object[]> {
  const rows = await context.db.query<PaidInRow>(
    `SELECT e.claim_id,
        coalesce(sum((e.args->>'amount')::numeric) FILTER (WHERE e.name = 'Paid' AND e.args->>'source' = 'bank'), 0) AS wired,
        coalesce(sum((e.args->>'amount')::numeric) FILTER (WHERE e.name = 'Paid' AND e.args->>'source' <> 'bank'), 0) AS from_ledger,
        coalesce(sum((e.args->>'amount')::numeric) FILTER (WHERE e.name = 'Suspended'), 0) AS suspended,
        coalesce(sum((e.args->>'amount')::numeric) FILTER (WHERE e.name = 'Withdrawn'), 0) AS withdrawn
       FROM mirror.claim_events e JOIN mirror.claims c ON c.id = e.claim_id
      WHERE c.currency = $1 AND e.at >= $2 AND e.at < $3 AND e.name IN ('Paid', 'Suspended', 'Withdrawn')
        AND ($4::boolean OR EXISTS (SELECT 1 FROM mirror.cash_entries m WHERE m.claim_id = e.claim_id AND m.kind = 'mint'
                                       AND m.bank = $5 AND m.at >= $2 AND m.at < $3))
      GROUP BY e.claim_id ORDER BY e.claim_id`,
    [currency, from, to, seesAll(actor), actor.account],
  );
  const money = moneyIn(currency);
  const all = seesAll(actor);
  return rows.map((row) => ({
    receivable: row.claim_id,
    wired: money(row.wired),
    suspended: money(row.suspended),
    fromLedger: all ? money(row.from_ledger) : null,
    withdrawn: all ? money(row.withdrawn) : null,
  }));
}

interface RefusedRow {
  readonly bank: Address;
  readonly ref: Hash;
  readonly reference: string | null;
  readonly amount: bigint;
  readonly available: bigint;
  readonly reason: string;
  readonly created_at: string;
}

/** Recalls of the day that came too late: the bank's own; all for operators and auditors. */
export async function refusedOn(
  context: Context,
  actor: Actor,
  currency: string,
  { from, to }: Day,
): Promise<object[]> {
  const rows = await context.db.query<RefusedRow>(
    `SELECT p.account AS bank, f.ref, r.text AS reference, f.amount, f.available, f.reason, f.created_at
       FROM core.refused_recalls f JOIN core.parties p ON p.id = f.party_id LEFT JOIN core.bank_references r ON r.hash = f.ref
      WHERE f.currency = $1 AND f.created_at >= to_timestamp($2::bigint) AND f.created_at < to_timestamp($3::bigint)
        AND ($4::boolean OR p.account = $5)
      ORDER BY f.id`,
    [currency, from, to, seesAll(actor), actor.account],
  );
  const refOf = await partyRefs(
    context.db,
    rows.map(({ bank }) => bank),
  );
  const money = moneyIn(currency);
  return rows.map((row) => ({
    bankReference: row.reference,
    reference: row.ref,
    bank: refOf(row.bank),
    amount: money(row.amount),
    available: money(row.available),
    reason: row.reason,
    at: instant(row.created_at),
  }));
}
