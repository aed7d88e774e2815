import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import type { ClaimRow } from "../queries/claims.ts";
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
  readonly receivable: string;
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

/** The seller, or whoever holds everything, offers the layers of a guarantee to those who are to bear them. */
export async function offerGuarantee(context: Context, actor: Actor, input: GuaranteeInput): Promise<Act> {
  const claim = await claimFor(context, actor, input.receivable);
  const layers = input.layers.map(({ bps, cap, validUntil }, at) => ({
    bps,
    cap: minorUnits(cap, claim.currency, `/layers/${String(at)}/cap`),
    validUntil: futureSeconds(context, validUntil, `/layers/${String(at)}/validUntil`),
  }));
  const shares = await sharesOf(context, claim, input);
  const args = [claim.id, input.graceDays * DAY, layers, shares];
  return {
    command: "guarantee.offer",
    subject: claim.id,
    calls: [callTo(context, "guarantees", "offer", args)],
    result: { guarantee: claim.id, receivable: claim.id },
  };
}

async function sharesOf(context: Context, { currency }: ClaimRow, { layers }: GuaranteeInput): Promise<unknown[]> {
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
  [name, command]: readonly [name: string, command: string],
  args: (currency: string) => readonly unknown[],
): Promise<Act> {
  const { claim } = await guaranteeFor(context, actor, id);
  return {
    command: `guarantee.${command}`,
    subject: claim.id,
    calls: [callTo(context, "guarantees", name, [claim.id, ...args(claim.currency)])],
    result: { guarantee: claim.id, receivable: claim.id },
  };
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

/** A holder demands cover for what the debtor has not paid. */
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
