import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import { requireParty } from "../queries/parties.ts";
import { offerFor } from "../queries/standingOffers.ts";
import { callTo, cashOf } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

export interface OfferInput {
  readonly seller?: string | undefined;
  readonly debtor?: string | undefined;
  readonly limit: MoneyInput;
  readonly rateBps: number;
  readonly dayCount: "ACT/360" | "ACT/365F";
  readonly maxDays: number;
  readonly until: string;
}

const ANYBODY = `0x${"00".repeat(20)}`;

/** Offers to buy acknowledged claims of a seller, or on a debtor, at a rate, up to a limit. */
export async function makeOffer(context: Context, actor: Actor, input: OfferInput): Promise<Act> {
  const { currency } = input.limit;
  if (input.seller === undefined && input.debtor === undefined) {
    throw new Problem("invalid-field", { detail: "name a seller, a debtor, or both", field: "/seller" });
  }
  cashOf(context, currency);
  const accountOf = async (id: string | undefined, field: string): Promise<string> =>
    id === undefined ? ANYBODY : (await requireParty(context.db, id, field)).account;
  const terms = {
    token: context.version.contracts.receivables,
    seller: await accountOf(input.seller, "/seller"),
    debtor: await accountOf(input.debtor, "/debtor"),
    currency: toHex(utf8(currency)),
    limit: minorUnits(input.limit, currency, "/limit"),
    rate: input.rateBps,
    basis: input.dayCount === "ACT/360" ? 360 : 365,
    maxDays: input.maxDays,
    until: futureSeconds(context, input.until, "/until"),
  };
  return { command: "standingOffer.make", calls: [callTo(context, "standingOffers", "offer", [terms])] };
}

/** Sells units of the caller at the price that the ledger computes. */
export async function takeOffer(
  context: Context,
  actor: Actor,
  id: string,
  input: { receivable: string; amount: MoneyInput; least: MoneyInput },
): Promise<Act> {
  await offerFor(context, actor, id);
  const claim = await claimFor(context, actor, input.receivable);
  const units = minorUnits(input.amount, claim.currency, "/amount");
  const least = minorUnits(input.least, claim.currency, "/least");
  return {
    command: "standingOffer.take",
    subject: claim.id,
    calls: [callTo(context, "standingOffers", "takeOffer", [BigInt(id), claim.id, units, least])],
    result: { standingOffer: id, receivable: claim.id },
  };
}

/** Lets anybody sell to the offer what the caller is owed, as soon as it is acknowledged, or no longer. */
export async function entrustSales(
  context: Context,
  actor: Actor,
  id: string,
  { entrusted }: { entrusted: boolean },
): Promise<Act> {
  await offerFor(context, actor, id);
  return {
    command: "standingOffer.entrust",
    calls: [callTo(context, "standingOffers", "entrust", [BigInt(id), entrusted])],
    result: { standingOffer: id, entrusted },
  };
}

export async function withdrawOffer(context: Context, actor: Actor, id: string): Promise<Act> {
  await offerFor(context, actor, id);
  return {
    command: "standingOffer.withdraw",
    calls: [callTo(context, "standingOffers", "withdrawOffer", [BigInt(id)])],
    result: { standingOffer: id },
  };
}
