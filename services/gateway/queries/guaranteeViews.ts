import { shareStates } from "../../domain/guaranteeState.ts";
import type { ShareState } from "../../domain/guaranteeState.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { Guaranteed, ShareRow } from "./guarantees.ts";
import { referenceTexts } from "./references.ts";

/** Guarantees as the API shows them to a reader who may see them. */
export async function viewGuarantees(context: Context, actor: Actor, found: readonly Guaranteed[]): Promise<unknown[]> {
  const accounts = found.flatMap(({ guarantee: { arranger, demanded_by }, shares }) => [
    arranger,
    ...(demanded_by === null ? [] : [demanded_by]),
    ...shares.map(({ guarantor }) => guarantor),
  ]);
  const reasons = found.map(({ guarantee }) => guarantee.demand_reason);
  const bearers = found.filter(({ shares }) => shares.some(({ guarantor }) => guarantor === actor.account));
  const [refOf, texts] = await Promise.all([
    partyRefs(context.db, accounts),
    referenceTexts(
      context.db,
      actor,
      reasons,
      bearers.map(({ guarantee }) => guarantee.demand_reason),
    ),
  ]);
  return found.map((one) => {
    const { guarantee, debt, layers, shares } = one;
    const money = moneyIn(debt.currency);
    const states = statesOf(one);
    const { demanded_at, demanded_by, demand_loss, demand_reason } = guarantee;
    return {
      id: debt.id,
      receivable: debt.kind === "receivable" ? debt.id : null,
      facility: debt.kind === "facility" ? debt.id : null,
      arranger: refOf(guarantee.arranger),
      terms: guarantee.terms,
      accepted: guarantee.is_accepted,
      offeredAt: instantOfSeconds(guarantee.offered_at),
      demandFrom: debt.defaultAt === null ? null : instantOfSeconds(debt.defaultAt + guarantee.grace),
      demand:
        demanded_at === null || demanded_by === null
          ? null
          : {
              at: instantOfSeconds(demanded_at),
              holder: refOf(demanded_by),
              loss: money(demand_loss ?? 0n),
              reason: demand_reason === null ? null : (texts.get(demand_reason) ?? null),
            },
      loss: money(debt.loss),
      paid: money(guarantee.paid),
      outstanding: money(debt.outstanding),
      layers: layers.map(({ layer, bps, cap, valid_until }) => ({
        layer,
        bps,
        cap: money(cap),
        validUntil: instantOfSeconds(valid_until),
        shares: shares
          .filter((share) => share.layer === layer)
          .map((share) => viewShare(share, states[share.share], money, refOf)),
      })),
    };
  });
}

function viewShare(
  share: ShareRow,
  state: ShareState | undefined,
  money: ReturnType<typeof moneyIn>,
  refOf: Awaited<ReturnType<typeof partyRefs>>,
): object {
  return {
    share: share.share,
    guarantor: refOf(share.guarantor),
    weight: share.weight,
    premium: money(share.premium),
    reserveAsked: money(share.reserve_asked),
    accepted: share.is_accepted,
    premiumPaid: share.is_premium_paid,
    inForce: state?.isInForce ?? false,
    reserve: money(share.reserve),
    due: money(state?.due ?? 0n),
    paid: money(share.paid),
    recoverable: money(state?.recoverable ?? 0n),
    recovered: money(share.recovered),
    releasable: money(state?.releasable ?? 0n),
  };
}

/** What each share owes, can fetch and can take back as of an instant of the chain. */
function statesOf({ guarantee, debt, asOf, layers, shares }: Guaranteed): ShareState[] {
  return shareStates({
    loss: debt.insured,
    missing: debt.missing,
    returned: debt.returned,
    isOwed: debt.isOwed,
    dueAt: guarantee.due_at,
    demandedAt: guarantee.demanded_at,
    now: asOf,
    layers: layers.map(({ bps, cap, valid_until }) => ({ bps, cap, validUntil: valid_until })),
    shares: shares.map((share) => ({
      layer: share.layer,
      weight: BigInt(share.weight),
      isAccepted: share.is_accepted,
      isPremiumPaid: share.is_premium_paid,
      reserve: share.reserve,
      paid: share.paid,
      recovered: share.recovered,
    })),
  });
}

interface Sums {
  readonly currency: string;
  readonly layer: number;
  readonly guarantees: number;
  readonly covered: bigint;
  readonly reserve: bigint;
  readonly due: bigint;
  readonly paid: bigint;
  readonly recovered: bigint;
}

/** A guarantor's exposure by currency and layer; everybody's for operators and auditors. */
export async function exposureOf(
  context: Context,
  actor: Actor,
  found: readonly Guaranteed[],
): Promise<{ exposure: unknown[] }> {
  const sums = new Map<string, Sums>();
  for (const one of found) {
    const states = statesOf(one);
    const own = one.shares.filter(
      ({ guarantor, is_accepted }) => is_accepted && (seesAll(actor) || guarantor === actor.account),
    );
    for (const share of own) {
      const key = `${one.debt.currency} ${String(share.layer).padStart(3, "0")}`;
      sums.set(key, plus(sums.get(key), one, share, states[share.share]));
    }
  }
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {
    exposure: rows.map(({ currency, layer, guarantees, ...amounts }) => {
      const money = moneyIn(currency);
      return {
        currency,
        layer,
        guarantees,
        covered: money(amounts.covered),
        reserve: money(amounts.reserve),
        due: money(amounts.due),
        paid: money(amounts.paid),
        recovered: money(amounts.recovered),
        outstanding: money(amounts.paid - amounts.recovered),
      };
    }),
  };
}

function plus(
  sums: Sums | undefined,
  { debt, layers, shares }: Guaranteed,
  share: ShareRow,
  state: ShareState | undefined,
): Sums {
  const isOpen = (state?.isInForce ?? false) && debt.isOwed;
  const all = shares.filter(({ layer }) => layer === share.layer).reduce((sum, { weight }) => sum + weight, 0);
  const cap = ((layers[share.layer]?.cap ?? 0n) * BigInt(share.weight)) / BigInt(all);
  const before = sums ?? { covered: 0n, reserve: 0n, due: 0n, paid: 0n, recovered: 0n, guarantees: 0 };
  return {
    currency: debt.currency,
    layer: share.layer,
    guarantees: before.guarantees + (isOpen ? 1 : 0),
    covered: before.covered + (isOpen && cap > share.paid ? cap - share.paid : 0n),
    reserve: before.reserve + share.reserve,
    due: before.due + (state?.due ?? 0n),
    paid: before.paid + share.paid,
    recovered: before.recovered + share.recovered,
  };
}
