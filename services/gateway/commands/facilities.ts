import { annuity, bullet, custom, equalPrincipal } from "../../domain/amortisation.ts";
import type { Loan, ScheduledPayment } from "../../domain/amortisation.ts";
import { parseDate } from "../../domain/date.ts";
import { dayNumber, dayOfNumber } from "../../domain/dayNumber.ts";
import { rateOfPpm } from "../../domain/interest.ts";
import type { LoanConvention } from "../../domain/interest.ts";
import type { Transaction } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { facilityFor } from "../queries/facilities.ts";
import type { FacilityRow } from "../queries/facilities.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { facilityIdOf, termsFrom } from "./facilityTerms.ts";
import type { FacilityInput } from "./facilityTerms.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";
import { saltedReference } from "./reference.ts";
import type { SaltedReference } from "./reference.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

type DrawSchedule =
  | { readonly kind: "bullet" | "equal-principal" | "annuity"; readonly dueDates: readonly string[] }
  | {
      readonly kind: "custom";
      readonly instalments: readonly { readonly due: string; readonly principal: MoneyInput }[];
    };

const SHAPES = { bullet, "equal-principal": equalPrincipal, annuity } as const;

/** An act on one facility. */
function lend(
  context: Context,
  command: string,
  id: string,
  call: { readonly contract?: "loans"; readonly name: string; readonly args: readonly unknown[] },
  reference?: SaltedReference,
): Act {
  return {
    command,
    subject: id,
    calls: [callTo(context, call.contract ?? "syndication", call.name, call.args)],
    result: { facility: id, ...(reference && { reference: reference.hash }) },
    ...(reference && { store: reference.store }),
  };
}

/** The borrower proposes a facility to its lenders; its conditions are kept as texts, on the ledger as salted hashes. */
export async function proposeFacility(context: Context, actor: Actor, input: FacilityInput): Promise<Act> {
  const conditions = input.conditions.map((text) => saltedReference(actor.partyId, "condition", text));
  const hashes = conditions.map(({ hash }) => hash);
  const terms = await termsFrom(context, actor, input, hashes);
  const id = facilityIdOf(terms);
  return {
    command: "facility.propose",
    subject: id,
    calls: [callTo(context, "syndication", "propose", [terms])],
    result: { facility: id },
    store: async (q: Transaction) => {
      for (const condition of conditions) await condition.store(q);
    },
  };
}

/** A lender accepts the terms as the facility's id names them. */
export async function acceptFacility(context: Context, actor: Actor, id: string): Promise<Act> {
  await facilityFor(context, actor, id);
  return lend(context, "facility.accept", id, { name: "accept", args: [id] });
}

export async function withdrawFacility(
  context: Context,
  actor: Actor,
  id: string,
  input: { reason: string },
): Promise<Act> {
  await facilityFor(context, actor, id);
  const why = saltedReference(actor.partyId, "facility", input.reason);
  return lend(context, "facility.withdraw", id, { name: "withdraw", args: [id, why.hash] }, why);
}

/** The agent confirms a condition precedent. */
export async function satisfyCondition(
  context: Context,
  actor: Actor,
  id: string,
  input: { condition: number; evidence: string },
): Promise<Act> {
  await facilityFor(context, actor, id);
  const evidence = saltedReference(actor.partyId, "condition-evidence", input.evidence);
  const args = [id, input.condition, evidence.hash];
  return lend(context, "facility.satisfy", id, { name: "satisfy", args }, evidence);
}

/** The borrower asks for a loan, with the schedule by which it repays. */
export async function requestDraw(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput; minimum: MoneyInput; fundBy: string; schedule: DrawSchedule },
): Promise<Act> {
  const facility = await facilityFor(context, actor, id);
  const { currency } = facility;
  const amount = minorUnits(input.amount, currency, "/amount");
  const fundBy = futureSeconds(context, input.fundBy, "/fundBy");
  const schedule = scheduleOf(facility, amount, fundBy, input.schedule).map(({ due, principal }) => ({
    dueDay: dayNumber(due),
    principal,
  }));
  const draw = { amount, minimum: minorUnits(input.minimum, currency, "/minimum"), fundBy, schedule };
  return lend(context, "facility.requestDraw", id, { name: "requestDraw", args: [id, draw] });
}

/** Interest is counted from the last day on which the lenders may pay in: the parts of principal do not depend on more. */
function scheduleOf(facility: FacilityRow, principal: bigint, fundBy: bigint, given: DrawSchedule): ScheduledPayment[] {
  const { rate, convention, clock } = facility.terms;
  const start = dayOfNumber((fundBy + BigInt(clock)) / 86_400n);
  const loan: Loan = { principal, rate: rateOfPpm(Number(rate)), convention: convention as LoanConvention, start };
  if (given.kind === "custom") {
    const parts = given.instalments.map(({ due, principal: part }, at) => ({
      due: parseDate(due, `/schedule/instalments/${String(at)}/due`),
      principal:
        part.amount === "0" ? 0n : minorUnits(part, facility.currency, `/schedule/instalments/${String(at)}/principal`),
    }));
    return custom(loan, parts);
  }
  const dues = given.dueDates.map((day, at) => parseDate(day, `/schedule/dueDates/${String(at)}`));
  return SHAPES[given.kind](loan, dues);
}

/** The borrower, or anybody for it, pays. */
export async function payFacility(
  context: Context,
  actor: Actor,
  id: string,
  input: { amount: MoneyInput; drawdown?: string | undefined },
): Promise<Act> {
  const { currency } = await facilityFor(context, actor, id);
  const amount = minorUnits(input.amount, currency, "/amount");
  return lend(context, "facility.pay", id, {
    contract: "loans",
    name: "pay",
    args: [id, input.drawdown ?? 0n, amount],
  });
}

/** A lender offers its undrawn commitment, or a part of it, to another. */
export async function offerNovation(
  context: Context,
  actor: Actor,
  id: string,
  input: { to: string; amount: MoneyInput },
): Promise<Act> {
  const { currency } = await facilityFor(context, actor, id);
  const to = await requireParty(context.db, input.to, "/to");
  const args = [id, to.account, minorUnits(input.amount, currency, "/amount")];
  return lend(context, "facility.offerNovation", id, { name: "offerNovation", args });
}

export async function consentNovation(
  context: Context,
  actor: Actor,
  id: string,
  input: { from: string; to: string; amount: MoneyInput },
): Promise<Act> {
  const { currency } = await facilityFor(context, actor, id);
  const [from, to] = [
    await requireParty(context.db, input.from, "/from"),
    await requireParty(context.db, input.to, "/to"),
  ];
  const args = [id, from.account, to.account, minorUnits(input.amount, currency, "/amount")];
  return lend(context, "facility.consentNovation", id, { name: "consentNovation", args });
}

/** The new lender takes the commitment over; it sees the facility from the offer on. */
export async function acceptNovation(
  context: Context,
  actor: Actor,
  id: string,
  input: { from: string; amount: MoneyInput },
): Promise<Act> {
  const { currency } = await facilityFor(context, actor, id);
  const from = await requireParty(context.db, input.from, "/from");
  const args = [id, from.account, minorUnits(input.amount, currency, "/amount")];
  return lend(context, "facility.acceptNovation", id, { name: "acceptNovation", args });
}
