import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { nowOf, ownClaimFor } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";
import { partyRefs } from "./directory.ts";
import { invoicesOf } from "./invoices.ts";

const DAY = 86_400n;

/** Seller and debtor tell each other why; others see that it is so. */
const tellsWhy = (actor: Actor, { seller, debtor }: ClaimRow): boolean =>
  seesAll(actor) || actor.account === seller || actor.account === debtor;

const reasonsIn = ({ dispute_reason, credit_root, reject_reason }: ClaimRow): Hash[] =>
  [dispute_reason, credit_root, reject_reason].filter((hash) => hash !== null);

/** Texts behind the salted hashes of the claims' disputes, credit notes and rejections, for those who may read them. */
export async function reasonsOf(
  context: Context,
  actor: Actor,
  claims: readonly ClaimRow[],
): Promise<ReadonlyMap<Hash, string>> {
  const hashes = claims.filter((claim) => tellsWhy(actor, claim)).flatMap(reasonsIn);
  if (hashes.length === 0) return new Map();
  return noteNumbers(context, hashes);
}

/** Texts behind hashes: those kept with a salt, and the numbers of documents. */
export async function noteNumbers(context: Context, hashes: readonly Hash[]): Promise<ReadonlyMap<Hash, string>> {
  const rows = await context.db.query<{ hash: Hash; text: string }>(
    "SELECT hash, text FROM core.references WHERE hash = ANY($1)",
    [hashes],
  );
  const texts = new Map(rows.map(({ hash, text }) => [hash, text]));
  const documents = await invoicesOf(
    context,
    hashes.filter((hash) => !texts.has(hash)),
  );
  return new Map([...texts, ...[...documents].map(([root, { number }]) => [root, number] as const)]);
}

/** What servicing adds to a claim as the API shows it. */
export function viewServicing(claim: ClaimRow, reasons: ReadonlyMap<Hash, string>, now: bigint): object {
  const money = moneyIn(claim.currency);
  const reasonOf = (hash: Hash | null): string | null => (hash === null ? null : (reasons.get(hash) ?? null));
  const due = debtorDue(claim);
  const disputed = claim.disputed < due ? claim.disputed : due;
  return {
    diluted: money(claim.diluted),
    sellerDue: money(claim.diluted - claim.seller_paid),
    dispute:
      disputed > 0n && claim.dispute_resolve_by !== null
        ? {
            amount: money(disputed),
            resolveBy: instantOfSeconds(claim.dispute_resolve_by),
            overdue: claim.dispute_resolve_by < now,
            reason: reasonOf(claim.dispute_reason),
          }
        : null,
    creditNote:
      claim.credit_amount === null
        ? null
        : { amount: money(claim.credit_amount), making: claim.credit_making, number: reasonOf(claim.credit_root) },
    amendment:
      claim.amendment_due_at === null
        ? null
        : { dueAt: instantOfSeconds(claim.amendment_due_at), documentRoot: claim.amendment_root },
    recourse:
      claim.recourse_grace === null
        ? null
        : {
            opensAt: instantOfSeconds(claim.due_at + claim.recourse_grace),
            buyBackDays: Number((claim.recourse_buy_back_time ?? 0n) / DAY),
          },
    discount: viewDiscount(claim),
    rejection:
      claim.rejected_at === null || claim.acknowledged !== null
        ? null
        : { at: instantOfSeconds(claim.rejected_at), reason: reasonOf(claim.reject_reason) },
  };
}

/** What the debtor still owes, as IServicing.debtorDue. */
export const debtorDue = ({ status, units, debtor_paid, diluted }: ClaimRow): bigint =>
  status === "cancelled" ? 0n : units - debtor_paid - diluted;

/** What the debtor can keep, of what is acknowledged and not credited, rounded down as the ledger does. */
function viewDiscount({
  currency,
  units,
  diluted,
  discount_bps: bps,
  discount_until: until,
  discount_taken: taken,
}: ClaimRow) {
  if (bps === null || until === null) return null;
  const money = moneyIn(currency);
  return {
    basisPoints: bps,
    until: instantOfSeconds(until),
    amount: money(((units - diluted + (taken ?? 0n)) * BigInt(bps)) / 10_000n),
    taken: taken === null ? null : money(taken),
  };
}

interface PutRow {
  readonly holder: Address;
  readonly locked: bigint;
  readonly put_deadline: bigint;
}

/** Puts that wait for the seller, the most urgent first. Seller and operators see all, a holder its own. */
export async function putsOn(context: Context, actor: Actor, id: string): Promise<{ puts: unknown[] }> {
  const claim = await ownClaimFor(context, actor, id);
  const all = seesAll(actor) || actor.account === claim.seller;
  const rows = await context.db.query<PutRow>(
    `SELECT holder, locked, put_deadline FROM mirror.holdings
      WHERE claim_id = $1 AND put_deadline IS NOT NULL AND ($2::boolean OR holder = $3) ORDER BY put_deadline, holder`,
    [id, all, actor.account],
  );
  const refOf = await partyRefs(
    context.db,
    rows.map(({ holder }) => holder),
  );
  const money = moneyIn(claim.currency);
  const missing = claim.units - claim.debtor_paid - claim.seller_paid - claim.covered;
  return {
    puts: rows.map(({ holder, locked, put_deadline }) => ({
      holder: refOf(holder),
      amount: money(locked),
      price: money((locked * missing + claim.units - 1n) / claim.units),
      deadline: instantOfSeconds(put_deadline),
      breached: put_deadline < nowOf(context),
    })),
  };
}
