import type { Address, Hash } from "../../domain/brand.ts";
import type { Parameter } from "../../store/parameter.ts";
import type { Actor } from "../auth/actor.ts";
import { isFinancier, seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";

export interface ClaimRow {
  readonly id: Hash;
  readonly seller: Address;
  readonly debtor: Address;
  readonly currency: string;
  readonly face: bigint;
  readonly acknowledged: bigint | null;
  readonly units: bigint;
  readonly status: string;
  /** Epoch seconds, as every instant of the mirror. */
  readonly due_at: bigint;
  readonly waivers: number;
  readonly same_number: boolean;
  readonly document_root: Hash;
  readonly debtor_paid: bigint;
  readonly diluted: bigint;
  readonly seller_paid: bigint;
  readonly covered: bigint;
  readonly disputed: bigint;
  readonly dispute_resolve_by: bigint | null;
  readonly dispute_reason: Hash | null;
  readonly credit_amount: bigint | null;
  readonly credit_making: string | null;
  readonly credit_root: Hash | null;
  readonly amendment_due_at: bigint | null;
  readonly amendment_root: Hash | null;
  readonly recourse_grace: bigint | null;
  readonly recourse_buy_back_time: bigint | null;
  readonly discount_bps: number | null;
  readonly discount_until: bigint | null;
  readonly discount_taken: bigint | null;
  readonly rejected_at: bigint | null;
  readonly reject_reason: Hash | null;
  readonly paid_out: bigint;
  readonly suspense: bigint;
  readonly redeemed: bigint;
  readonly seq: bigint;
  readonly head: Hash;
  readonly registered_at: bigint;
  readonly acknowledged_at: bigint | null;
  readonly registered_block: bigint;
}

/** Epoch seconds. */
export const nowOf = ({ now }: Context): bigint => BigInt(Math.floor(now().getTime() / 1000));

/** Condition on asks (a): the reader is named, or nobody is and it is a financier. */
export function openTo(bind: Bind, actor: Actor): string {
  const named = `a.buyers ? ${bind(actor.account, "text")}`;
  return isFinancier(actor) ? `(${named} OR a.buyers = '[]'::jsonb)` : named;
}

/** Condition on asks (a) that the reader may take now. */
export const takeable = (bind: Bind, context: Context, actor: Actor): string =>
  `a.status = 'open' AND a.expiry >= ${bind(nowOf(context), "bigint")} AND ${openTo(bind, actor)}`;

/**
 * Condition on claims (c): the reader is seller, debtor, present or past holder, or is asked for a share of its guarantee;
 * operators and auditors are concerned by all.
 */
export function concerned(bind: Bind, actor: Actor): string {
  if (seesAll(actor)) return "true";
  const self = bind(actor.account, "text");
  const holder = `EXISTS (SELECT 1 FROM mirror.holdings h WHERE h.claim_id = c.id AND h.holder = ${self})`;
  const guarantor = `EXISTS (SELECT 1 FROM mirror.guarantee_shares s JOIN mirror.guarantees o ON o.subject = s.subject
    WHERE s.subject = c.id AND s.guarantor = ${self} AND s.share < o.shares)`;
  return `(c.seller = ${self} OR c.debtor = ${self} OR ${holder} OR ${guarantor})`;
}

/**
 * A claim that concerns the reader, or that it may buy units of at this moment.
 *
 * @throws Problem not-found, also for a claim that exists but is not the reader's to see
 */
export async function claimFor(context: Context, actor: Actor, id: string): Promise<ClaimRow> {
  const { bind, values } = statement();
  const offered = `EXISTS (SELECT 1 FROM mirror.asks a WHERE a.claim_id = c.id AND ${takeable(bind, context, actor)})`;
  return theOne(context, `c.id = ${bind(id, "text")} AND (${concerned(bind, actor)} OR ${offered})`, values);
}

/**
 * Claims that are the reader's to see, in the order asked for, looked up together.
 *
 * @throws Problem not-found that points at the first that is not
 */
export async function claimsFor(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  field: string,
): Promise<ClaimRow[]> {
  const { bind, values } = statement();
  const rows = await context.db.query<ClaimRow>(
    `SELECT c.* FROM mirror.claims c WHERE c.id = ANY(${bind(ids, "text[]")}) AND ${concerned(bind, actor)}`,
    values,
  );
  const byId = new Map<string, ClaimRow>(rows.map((row) => [row.id, row]));
  return ids.map((id, at) => {
    const claim = byId.get(id);
    if (claim) return claim;
    const detail = "there is no such receivable, or it is not yours to see";
    throw new Problem("not-found", { detail, field: `${field}/${String(at)}/receivable` });
  });
}

/** The same for what only those concerned see: who did what, and for whom. @throws Problem not-found */
export async function ownClaimFor(context: Context, actor: Actor, id: string): Promise<ClaimRow> {
  const { bind, values } = statement();
  return theOne(context, `c.id = ${bind(id, "text")} AND ${concerned(bind, actor)}`, values);
}

async function theOne({ db }: Context, condition: string, values: readonly Parameter[]): Promise<ClaimRow> {
  const [claim] = await db.query<ClaimRow>(`SELECT c.* FROM mirror.claims c WHERE ${condition}`, values);
  if (!claim) throw new Problem("not-found", { detail: "there is no such receivable, or it is not yours to see" });
  return claim;
}
