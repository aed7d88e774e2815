import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import type { CoveredDebt } from "../queries/coveredDebts.ts";
import { facilityFor } from "../queries/facilities.ts";
import { guaranteeFor } from "../queries/guarantees.ts";
import { requireParties } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { amountIn, minorUnits } from "./money.ts";
import { saltedReference } from "./reference.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

export interface GuaranteeInput {
  readonly receivable?: string | undefined;
  readonly facility?: string | undefined;
  readonly graceDays: number;
  readonly layers: readonly {
    readonly bps: number;
    readonly cap: MoneyInput;
    readonly validUntil: string;
    readonly shares: readonly {
      readonly guarantor: string;
      readonly weight: number;
      readonly premium: MoneyInput;
      readonly reserve: MoneyInput;
    }[];
  }[];
}

const DAY = 86_400;
const MOST_SHARES = 8;

/** By what a guarantee covers, the contract that keeps it. */
const KEEPERS = { receivable: "guarantees", facility: "facilityGuarantees" } as const;

type Debt = Pick<CoveredDebt, "kind" | "id" | "currency">;

/**
 * The seller, or whoever holds everything, offers the layers of a guarantee of a receivable to those who are to bear them;
 * the borrower, or the agent, those of a guarantee of a facility.
 */
export async function offerGuarantee(context: Context, actor: Actor, input: GuaranteeInput): Promise<Act> {
  const debt = await debtOf(context, actor, input);
  const layers = input.layers.map(({ bps, cap, validUntil }, at) => ({
    bps,
    cap: minorUnits(cap, debt.currency, `/layers/${String(at)}/cap`),
    validUntil: futureSeconds(context, validUntil, `/layers/${String(at)}/validUntil`),
  }));
  const shares = await sharesOf(context, debt, input);
  return actOn(context, debt, ["offer", "offer"], [input.graceDays * DAY, layers, shares]);
}

async function debtOf(context: Context, actor: Actor, { receivable, facility }: GuaranteeInput): Promise<Debt> {
  if (receivable !== undefined && facility === undefined)
    return { ...(await claimFor(context, actor, receivable)), kind: "receivable" };
  if (facility !== undefined && receivable === undefined)
    return { ...(await facilityFor(context, actor, facility)), kind: "facility" };
  const detail = "a guarantee covers either a receivable or a facility: name one of them";
  throw new Problem("invalid-field", { detail, field: "/receivable" });
}

const actOn = (
  context: Context,
  { kind, id }: Debt,
  [name, command]: readonly [name: string, command: string],
  args: readonly unknown[],
): Act => ({
  command: `guarantee.${command}`,
  subject: id,
  calls: [callTo(context, KEEPERS[kind], name, [id, ...args])],
  result: { guarantee: id, [kind]: id },
});

async function sharesOf(context: Context, { currency }: Debt, { layers }: GuaranteeInput): Promise<unknown[]> {
  const flat = layers.flatMap(({ shares }, layer) =>
    shares.map((share, at) => ({ ...share, layer, field: `/layers/${String(layer)}/shares/${String(at)}` })),
  );
  if (flat.length > MOST_SHARES) {
    const detail = `a guarantee has ${String(MOST_SHARES)} shares at most, over all its layers`;
    throw new Problem("invalid-field", { detail, field: "/layers" });
  }
  const parties = await requireParties(
    context.db,
    flat.map(({ guarantor }) => guarantor),
    "/guarantors",
  );
  return flat.map(({ layer, weight, premium, reserve, field }, at) => ({
    layer,
    weight,
    guarantor: parties[at]?.account,
    premium: amountIn(premium, currency, `${field}/premium`),
    reserve: amountIn(reserve, currency, `${field}/reserve`),
  }));
}

/** An act on a guarantee that the reader may see. */
async function cover(
  context: Context,
  actor: Actor,
  id: string,
  names: readonly [name: string, command: string],
  args: (currency: string) => readonly unknown[],
): Promise<Act> {
  const { debt } = await guaranteeFor(context, actor, id);
  return actOn(context, debt, names, args(debt.currency));
}

/** A guarantor accepts its share of the terms that it has read, and sets its reserve aside. */
export const acceptShare = async (
  context: Context,
  actor: Actor,
  id: string,
  { share, terms }: { share: number; terms: string },
): Promise<Act> => cover(context, actor, id, ["accept", "accept"], () => [share, terms]);

/** The arranger pays a guarantor's premium. */
export const payPremium = async (
  context: Context,
  actor: Actor,
  id: string,
  { share }: { share: number },
): Promise<Act> => cover(context, actor, id, ["payPremium", "payPremium"], () => [share]);

/** A guarantor adds to its reserve. */
export const fundReserve = async (
  context: Context,
  actor: Actor,
  id: string,
  { share, amount }: { share: number; amount: MoneyInput },
): Promise<Act> =>
  cover(context, actor, id, ["fund", "fund"], (currency) => [share, minorUnits(amount, currency, "/amount")]);

/** A guarantor takes back what it can no longer be asked for. */
export const releaseReserve = async (
  context: Context,
  actor: Actor,
  id: string,
  { share }: { share: number },
): Promise<Act> => cover(context, actor, id, ["release", "release"], () => [share]);

/** A holder, or the agent of a facility, demands cover for what the debtor has not paid. */
export async function demandCover(
  context: Context,
  actor: Actor,
  id: string,
  { reason }: { reason: string },
): Promise<Act> {
  const why = saltedReference(actor.partyId, "cover-demand", reason);
  const act = await cover(context, actor, id, ["demand", "demand"], () => [why.hash]);
  return { ...act, result: { ...act.result, reference: why.hash }, store: why.store };
}

/** Pays what a share owes out of its reserve, to the holders; anybody may ask for it. */
export const payCover = async (
  context: Context,
  actor: Actor,
  id: string,
  { share }: { share: number },
): Promise<Act> => cover(context, actor, id, ["payCover", "payCover"], () => [share]);

/** Pays a guarantor what came back for it; anybody may ask for it. */
export const recoverCover = async (
  context: Context,
  actor: Actor,
  id: string,
  { share }: { share: number },
): Promise<Act> => cover(context, actor, id, ["recover", "recover"], () => [share]);
