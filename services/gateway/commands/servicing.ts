import { endOfDay, parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { storeDueZone } from "./dueZones.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";
import { saltedReference } from "./reference.ts";
import type { SaltedReference } from "./reference.ts";
import { noteTags, refuseUsedNote, storeNote } from "./usedNotes.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

interface ReasonInput {
  readonly reason: string;
}

/** How a credit note is made good, by the numbers of IServicingEvents.Making. */
export const MAKINGS = { paid: 0, owed: 1, reduced: 2 } as const;
export type Making = keyof typeof MAKINGS;

const DAY = 86_400;

/** An act of the servicing contract on one claim. */
export function serve(
  context: Context,
  command: string,
  id: string,
  call: { name: string; args: readonly unknown[] },
  reference?: SaltedReference,
): Act {
  return {
    command,
    subject: id,
    calls: [callTo(context, "servicing", call.name, [id, ...call.args])],
    result: { receivable: id, ...(reference && { reference: reference.hash }) },
    ...(reference && { store: reference.store }),
  };
}

/** The debtor says why it does not acknowledge. */
export async function reject(context: Context, actor: Actor, id: string, { reason }: ReasonInput): Promise<Act> {
  await claimFor(context, actor, id);
  const why = saltedReference(actor.partyId, "rejection", reason);
  return serve(context, "receivable.reject", id, { name: "reject", args: [why.hash] }, why);
}

/** The debtor disputes a part of what it acknowledged. */
export async function dispute(
  context: Context,
  actor: Actor,
  id: string,
  input: ReasonInput & { amount: MoneyInput; resolveBy: string },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  const resolveBy = futureSeconds(context, input.resolveBy, "/resolveBy");
  const why = saltedReference(actor.partyId, "dispute", input.reason);
  return serve(context, "receivable.dispute", id, { name: "dispute", args: [amount, resolveBy, why.hash] }, why);
}

export async function withdrawDispute(context: Context, actor: Actor, id: string, input: ReasonInput): Promise<Act> {
  await claimFor(context, actor, id);
  const why = saltedReference(actor.partyId, "dispute", input.reason);
  return serve(context, "receivable.withdrawDispute", id, { name: "withdrawDispute", args: [why.hash] }, why);
}

/** The seller issues a credit note, named by its number, without its document. */
export async function proposeCredit(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput; making: Making; number: string },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  const used = await noteTags(context, actor.partyId, input.number);
  await refuseUsedNote(context.db, used);
  const note = saltedReference(actor.partyId, "credit-note", input.number);
  const args = [amount, MAKINGS[input.making], note.hash];
  return {
    ...serve(context, "receivable.proposeCredit", id, { name: "proposeCredit", args }, note),
    store: async (q, operation) => {
      await storeNote(q, used, { root: note.hash, claim: claim.id, operation });
      await note.store(q);
    },
  };
}

/** The debtor accepts the credit note that is open, for the amount that it has seen. */
export async function acceptCredit(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  if (claim.credit_root === null) throw nothingOpen("credit note");
  return serve(context, "receivable.acceptCredit", id, { name: "acceptCredit", args: [amount, claim.credit_root] });
}

export async function declineCredit(context: Context, actor: Actor, id: string, input: ReasonInput): Promise<Act> {
  await claimFor(context, actor, id);
  const why = saltedReference(actor.partyId, "credit-note", input.reason);
  return serve(context, "receivable.declineCredit", id, { name: "declineCredit", args: [why.hash] }, why);
}

/** The seller pays on what it owes for credit notes. */
export async function payCredit(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const amount = minorUnits(input.amount, claim.currency, "/amount");
  return serve(context, "receivable.payCredit", id, { name: "payCredit", args: [amount] });
}

/** The seller asks for another due date while the claim is a matter of the two alone. */
export async function proposeAmendment(
  context: Context,
  actor: Actor,
  id: string,
  input: { dueDate: string; dueZone?: string | undefined },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const dueAt = endOfDay(parseDate(input.dueDate, "/dueDate"), input.dueZone ?? "UTC", "/dueZone");
  const args = [dueAt, claim.document_root];
  const act = serve(context, "receivable.proposeAmendment", id, { name: "proposeAmendment", args });
  return { ...act, store: (q) => storeDueZone(q, claim.id, dueAt, input.dueZone ?? "UTC") };
}

export async function acceptAmendment(
  context: Context,
  actor: Actor,
  id: string,
  input: { dueDate: string; dueZone?: string | undefined; documentRoot?: string | undefined },
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  if (claim.amendment_root === null) throw nothingOpen("amendment");
  if (input.documentRoot !== undefined && input.documentRoot !== claim.amendment_root) {
    throw new Problem("invalid-field", { detail: "another document is proposed by now", field: "/documentRoot" });
  }
  const dueAt = endOfDay(parseDate(input.dueDate, "/dueDate"), input.dueZone ?? "UTC", "/dueZone");
  const args = [dueAt, claim.amendment_root];
  return serve(context, "receivable.acceptAmendment", id, { name: "acceptAmendment", args });
}

/** The seller promises to buy back what its debtor does not pay. */
export async function giveRecourse(
  context: Context,
  actor: Actor,
  id: string,
  input: { graceDays: number; buyBackDays: number },
): Promise<Act> {
  await claimFor(context, actor, id);
  const args = [input.graceDays * DAY, input.buyBackDays * DAY];
  return serve(context, "receivable.giveRecourse", id, { name: "giveRecourse", args });
}

/** A holder demands that the seller buys back. */
export async function put(context: Context, actor: Actor, id: string, input: { amount: MoneyInput }): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const units = minorUnits(input.amount, claim.currency, "/amount");
  return serve(context, "receivable.put", id, { name: "put", args: [units] });
}

/** The holder gives its put up; for another holder anybody may, once the claim is settled. */
export async function withdrawPut(
  context: Context,
  actor: Actor,
  id: string,
  input: { holder?: string | undefined },
): Promise<Act> {
  await claimFor(context, actor, id);
  const holder = input.holder === undefined ? actor.account : await accountOf(context, input.holder);
  return serve(context, "receivable.withdrawPut", id, { name: "withdrawPut", args: [holder] });
}

/** The seller buys back what a holder has put. */
export async function buyBack(context: Context, actor: Actor, id: string, input: { holder: string }): Promise<Act> {
  await claimFor(context, actor, id);
  const args = [await accountOf(context, input.holder)];
  return serve(context, "receivable.buyBack", id, { name: "buyBack", args });
}

/** The registrar records that the debtor is not expected to pay. */
export async function writeOff(context: Context, actor: Actor, id: string, input: ReasonInput): Promise<Act> {
  await claimFor(context, actor, id);
  const why = saltedReference(actor.partyId, "write-off", input.reason);
  return serve(context, "receivable.writeOff", id, { name: "writeOff", args: [why.hash] }, why);
}

const accountOf = async ({ db }: Context, party: string): Promise<string> =>
  (await requireParty(db, party, "/holder")).account;

const nothingOpen = (what: string): Problem =>
  new Problem("state-conflict", { detail: `there is no ${what} that waits for the debtor` });
