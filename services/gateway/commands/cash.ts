import { parseIban } from "../../domain/identifiers/iban.ts";
import { parseMinor } from "../../domain/money.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { requireParty } from "../queries/parties.ts";
import { requireSettlementBank } from "../queries/settlementBank.ts";
import { callToCash } from "./calls.ts";
import { minorUnits } from "./money.ts";
import { bankReference, saltedReference } from "./reference.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

/** A settlement bank books a deposit of a party. */
export async function deposit(
  context: Context,
  actor: Actor,
  input: { party: string; amount: MoneyInput; bankReference: string },
): Promise<Act> {
  await requireSettlementBank(context, actor);
  const party = await requireParty(context.db, input.party, "/party");
  const amount = minorUnits(input.amount, input.amount.currency, "/amount");
  const ref = bankReference(actor.partyId, input.bankReference);
  return {
    command: "cash.deposit",
    subject: party.id,
    calls: [callToCash(context, input.amount.currency, "mint", [party.account, amount, ref.hash])],
    result: { party: party.id, reference: ref.hash },
    store: ref.store,
  };
}

/** A holder asks to be paid to its bank account; the cash is locked until a bank has answered. */
export async function requestPayout(
  context: Context,
  actor: Actor,
  input: { amount: MoneyInput; iban: string },
): Promise<Act> {
  const iban = parseIban(input.iban, "/iban");
  const amount = minorUnits(input.amount, input.amount.currency, "/amount");
  const account = saltedReference(actor.partyId, "bank-account", iban);
  return {
    command: "cash.requestPayout",
    subject: actor.partyId,
    calls: [callToCash(context, input.amount.currency, "requestPayout", [amount, account.hash])],
    result: { currency: input.amount.currency, accountHash: account.hash },
    store: account.store,
  };
}

export interface PayoutPath {
  readonly currency: string;
  readonly number: string;
}

/** A settlement bank has sent the wire: the locked cash is burnt. */
export async function confirmPayout(
  context: Context,
  actor: Actor,
  path: PayoutPath,
  input: { bankReference: string },
): Promise<Act> {
  await requireSettlementBank(context, actor);
  const ref = bankReference(actor.partyId, input.bankReference);
  return {
    command: "cash.confirmPayout",
    subject: payoutSubject(path),
    calls: [callToCash(context, path.currency, "payPayout", [parseMinor(path.number), ref.hash])],
    result: { ...path, reference: ref.hash },
    store: ref.store,
  };
}

/** A settlement bank cannot pay out: the locked cash goes back. */
export async function rejectPayout(
  context: Context,
  actor: Actor,
  path: PayoutPath,
  input: { reason: string },
): Promise<Act> {
  await requireSettlementBank(context, actor);
  const reason = saltedReference(actor.partyId, "payout-rejection", input.reason);
  return {
    command: "cash.rejectPayout",
    subject: payoutSubject(path),
    calls: [callToCash(context, path.currency, "rejectPayout", [parseMinor(path.number), reason.hash])],
    result: { ...path },
    store: reason.store,
  };
}

const payoutSubject = ({ currency, number }: PayoutPath): string => `payout/${currency}/${number}`;
