import { endOfDay, parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFlagsOf } from "../queries/claimFlags.ts";
import { claimFor } from "../queries/claims.ts";
import { requireRegistered } from "../queries/countryPolicies.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { requireParty } from "../queries/parties.ts";
import { requireSettlementBank } from "../queries/settlementBank.ts";
import { callTo } from "./calls.ts";
import { termsOf } from "./discounts.ts";
import { storeDueZone } from "./dueZones.ts";
import { minorUnits } from "./money.ts";
import { bankReference, saltedReference } from "./reference.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

/** Bits of the contracts' Waivers library. */
export const WAIVERS = { defences: 1, "set-off": 2 } as const;
const SAME_NUMBER = 4;

export interface AcknowledgementInput {
  readonly amount?: MoneyInput | undefined;
  readonly dueDate?: string | undefined;
  readonly dueZone?: string | undefined;
  readonly waivers: readonly (keyof typeof WAIVERS)[];
  readonly acceptSameNumber?: boolean | undefined;
}

/** The debtor acknowledges all of the invoice, or less. */
export async function acknowledge(
  context: Context,
  actor: Actor,
  id: string,
  input: AcknowledgementInput,
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const agreed = agreement(claim, input);
  const { dueAt, zone } = agreed;
  const call = callTo(context, "receivables", "acknowledge", [agreed.acknowledgement]);
  // The checker, who may read nothing but the operation, sees them too.
  const flags = (await claimFlagsOf(context, [{ ...claim, due_at: dueAt }])).get(claim.id) ?? [];
  return {
    command: "receivable.acknowledge",
    subject: id,
    calls: [call],
    result: { receivable: id, flags },
    ...(input.dueDate && { store: (q) => storeDueZone(q, claim.id, dueAt, zone) }),
  };
}

/** What the debtor says of one claim, as the contract takes it. */
export function agreement(claim: ClaimRow, input: AcknowledgementInput, at = "") {
  const amount = input.amount ? minorUnits(input.amount, claim.currency, `${at}/amount`) : claim.face;
  const zone = input.dueZone ?? "UTC";
  const dueAt = input.dueDate
    ? endOfDay(parseDate(input.dueDate, `${at}/dueDate`), zone, `${at}/dueZone`)
    : claim.due_at;
  const waivers = input.waivers.reduce((bits, name) => bits | WAIVERS[name], input.acceptSameNumber ? SAME_NUMBER : 0);
  return { dueAt, zone, acknowledgement: { id: claim.id, amount, dueAt, waivers, terms: termsOf(claim) } };
}

export async function cancel(context: Context, actor: Actor, id: string, input: { reason: string }): Promise<Act> {
  await claimFor(context, actor, id);
  const reason = saltedReference(actor.partyId, "cancellation", input.reason);
  return {
    command: "receivable.cancel",
    subject: id,
    calls: [callTo(context, "servicing", "cancel", [id, reason.hash])],
    result: { receivable: id },
    store: reason.store,
  };
}

export interface TransferInput {
  readonly to: string;
  readonly amount: MoneyInput;
  /** Number of the sub-invoice that the units pay. */
  readonly reference: string;
}

/** The holder assigns part of its claim to another party, against the invoice which that part pays. */
export async function transfer(context: Context, actor: Actor, id: string, input: TransferInput): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const units = minorUnits(input.amount, claim.currency, "/amount");
  const recipient = await requireParty(context.db, input.to, "/to");
  await requireRegistered(context, claim);
  const reference = saltedReference(actor.partyId, "sub-invoice", input.reference);
  return {
    command: "receivable.transfer",
    subject: id,
    calls: [callTo(context, "receivables", "assign", [id, recipient.account, units, reference.hash])],
    result: { receivable: id, reference: reference.hash },
    store: reference.store,
  };
}

/** The debtor, or a third party for it, pays from its cash on the ledger. */
export async function pay(context: Context, actor: Actor, id: string, input: { amount: MoneyInput }): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  return {
    command: "receivable.pay",
    subject: id,
    calls: [callTo(context, "receivables", "pay", [id, amount])],
    result: { receivable: id },
  };
}

/** A settlement bank books a wire that named the claim. */
export async function bookWire(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput; bankReference: string },
): Promise<Act> {
  await requireSettlementBank(context, actor);
  const claim = await claimAnywhere(context, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  const ref = bankReference(actor.partyId, input.bankReference);
  return {
    command: "receivable.bookWire",
    subject: id,
    calls: [callTo(context, "receivables", "payFromBank", [id, amount, ref.hash])],
    result: { receivable: id, reference: ref.hash },
    store: ref.store,
  };
}

/** Pays out what is due to the caller. */
export async function withdraw(context: Context, actor: Actor, id: string): Promise<Act> {
  await claimFor(context, actor, id);
  const call = callTo(context, "receivables", "withdraw", [id]);
  return { command: "receivable.withdraw", subject: id, calls: [call], result: { receivable: id } };
}

/** Pays out and burns all units of the caller, once the claim is settled. */
export async function redeem(context: Context, actor: Actor, id: string): Promise<Act> {
  await claimFor(context, actor, id);
  const call = callTo(context, "receivables", "redeem", [id]);
  return { command: "receivable.redeem", subject: id, calls: [call], result: { receivable: id } };
}

/** Pays what was received in excess back to the debtor. */
export async function refund(context: Context, actor: Actor, id: string): Promise<Act> {
  await claimFor(context, actor, id);
  const call = callTo(context, "receivables", "refund", [id]);
  return { command: "receivable.refund", subject: id, calls: [call], result: { receivable: id } };
}

/** A bank needs the claim's currency only: it sees nothing of a claim that is not its own. */
async function claimAnywhere({ db }: Context, id: string): Promise<{ currency: string }> {
  const [claim] = await db.query<{ currency: string }>("SELECT currency FROM mirror.claims WHERE id = $1", [id]);
  if (!claim) throw new Problem("not-found", { detail: "there is no such receivable" });
  return claim;
}
