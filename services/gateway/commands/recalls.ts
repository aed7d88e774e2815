import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { requireSettlementBank } from "../queries/settlementBank.ts";
import { callTo, callToCash } from "./calls.ts";
import { minorUnits } from "./money.ts";
import { bankReference, saltedReference } from "./reference.ts";

export interface RecallInput {
  /** Under which the wire was booked. */
  readonly bankReference: string;
  readonly amount: { readonly currency: string; readonly amount: string };
  readonly reason: string;
}

interface Booking {
  readonly payee: Address;
  readonly claim_id: Hash | null;
  /** Booked and not recalled yet. */
  readonly rest: bigint;
  /** What of it can be taken back: the recipient's cash, or the claim's suspense. */
  readonly available: bigint;
}

/**
 * A wire that the bank booked is called back: what is still there is burnt, from the recipient of a deposit or from the
 * suspense of a claim. Money that paid a debt or was spent stays where it is; the attempt is kept for the day's report.
 *
 * @throws Problem forbidden, not-found, recall-uncovered
 */
export async function recallWire(context: Context, actor: Actor, input: RecallInput): Promise<Act> {
  await requireSettlementBank(context, actor);
  const { currency } = input.amount;
  const amount = minorUnits(input.amount, currency, "/amount");
  const { hash } = bankReference(actor.partyId, input.bankReference);
  const booking = await bookingOf(context, actor, currency, hash);
  if (amount > booking.rest) {
    const detail = `${booking.rest} of what was booked is not recalled yet`;
    throw new Problem("invalid-field", { detail, field: "/amount/amount" });
  }
  if (amount > booking.available) await refuse(context, actor, hash, input, booking);
  const reason = saltedReference(actor.partyId, "recall", input.reason);
  const { payee, claim_id: claim, rest } = booking;
  const call =
    claim === null
      ? callToCash(context, currency, "recall", [hash, payee, rest, amount, reason.hash])
      : callTo(context, "servicing", "recallWire", [claim, hash, rest, amount, reason.hash]);
  return {
    command: "cash.recall",
    subject: `wire/${currency}/${hash}`,
    calls: [call],
    result: { reference: hash, ...(claim !== null && { receivable: claim }) },
    store: reason.store,
  };
}

async function bookingOf({ db }: Context, actor: Actor, currency: string, ref: Hash): Promise<Booking> {
  const [booking] = await db.query<Booking>(
    `SELECT m.payee, m.claim_id,
            m.amount - (SELECT coalesce(sum(r.amount), 0) FROM mirror.cash_entries r
                         WHERE r.contract = m.contract AND r.ref = m.ref AND r.kind = 'recall') AS rest,
            coalesce(CASE WHEN m.claim_id IS NULL
              THEN (SELECT b.balance FROM mirror.cash_balances b WHERE b.contract = m.contract AND b.account = m.payee)
              ELSE (SELECT c.suspense FROM mirror.claims c WHERE c.id = m.claim_id) END, 0) AS available
       FROM mirror.cash_entries m
      WHERE m.kind = 'mint' AND m.ref = $1 AND m.currency = $2 AND m.bank = $3`,
    [ref, currency, actor.account],
  );
  if (booking) return booking;
  throw new Problem("not-found", { detail: "your bank has booked nothing under this reference in this currency" });
}

async function refuse(
  { db, now }: Context,
  actor: Actor,
  ref: Hash,
  { amount, reason }: RecallInput,
  { available, claim_id: claim }: Booking,
): Promise<never> {
  await db.query(
    `INSERT INTO core.refused_recalls (party_id, user_id, currency, ref, amount, available, reason, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [actor.partyId, actor.userId, amount.currency, ref, amount.amount, available, reason, now().toISOString()],
  );
  const place = claim === null ? "with its recipient" : "in the claim's suspense";
  throw new Problem("recall-uncovered", {
    detail: `only ${available} minor units are still ${place}: the rest paid a debt or was spent, and nobody is made to give it back`,
    extra: { available: { currency: amount.currency, amount: String(available) } },
  });
}
