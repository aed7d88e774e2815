import { coverOf, recoveriesOf, sharesOf } from "./guarantee.ts";
import type { Layer } from "./guarantee.ts";

/** A claim or a facility with a guarantee, as both stand on the ledger. Amounts are minor units, instants epoch seconds. */
export interface Covered {
  /** What the debtor owes and has not paid; of a facility no more than as cover was demanded. */
  readonly loss: bigint;
  /** What the units have not received, cover included. */
  readonly missing: bigint;
  /** Paid for the guarantors since the holders are whole: of a facility with the interest that ran on their cover. */
  readonly returned: bigint;
  /** Whether anything is owed, or can still come to be. */
  readonly isOwed: boolean;
  /** Instant at which premiums end. */
  readonly dueAt: bigint;
  readonly demandedAt: bigint | null;
  readonly now: bigint;
  readonly layers: readonly (Layer & { readonly validUntil: bigint })[];
  readonly shares: readonly Share[];
}

export interface Share {
  /** Index of its layer. */
  readonly layer: number;
  readonly weight: bigint;
  readonly isAccepted: boolean;
  readonly isPremiumPaid: boolean;
  readonly reserve: bigint;
  readonly paid: bigint;
  readonly recovered: bigint;
}

export interface ShareState {
  /** Accepted, its premium paid, its time not over (when demanded: not over then). */
  readonly isInForce: boolean;
  /** What it owes the holders now: zero until cover is demanded. */
  readonly due: bigint;
  readonly recoverable: bigint;
  readonly releasable: bigint;
}

/** What each share owes, can fetch and can take back now, as `dueOf`, `recoverableOf` and `releasableOf` of Guarantees.sol. */
export function shareStates(covered: Covered): ShareState[] {
  const borne = coverOf(covered.layers, covered.loss);
  const back = recoveredBy(covered);
  return covered.shares.map((share, index) => {
    const isInForce = inForce(covered, share);
    const part = partOf(covered, index, borne[share.layer] ?? 0n);
    const owed = isInForce ? least(most(part - share.paid, 0n), covered.missing) : 0n;
    const due = covered.demandedAt === null ? 0n : owed;
    return { isInForce, due, recoverable: back[index] ?? 0n, releasable: releasable(covered, share, due) };
  });
}

function inForce({ layers, demandedAt, now }: Covered, { layer, isAccepted, isPremiumPaid }: Share): boolean {
  return isAccepted && isPremiumPaid && (demandedAt ?? now) <= (layers[layer]?.validUntil ?? 0n);
}

/** Its part of what the layer bears. */
function partOf({ shares }: Covered, index: number, borne: bigint): bigint {
  const peers = shares.map((share, at) => ({ ...share, at })).filter(({ layer }) => layer === shares[index]?.layer);
  const parts = sharesOf(
    borne,
    peers.map(({ weight }) => weight),
  );
  return parts[peers.findIndex(({ at }) => at === index)] ?? 0n;
}

/**
 * What has come back for each share and was not fetched: layers in reverse order, shares by what they paid; then interest,
 * to all by what they paid.
 */
function recoveredBy({ layers, shares, returned }: Covered): bigint[] {
  const paid = layers.map((_, layer) => sum(shares.filter((share) => share.layer === layer)));
  const all = sum(shares);
  const back = recoveriesOf(paid, least(returned, all));
  const interest = most(returned - all, 0n);
  return shares.map((share) => {
    const whole = paid[share.layer] ?? 0n;
    if (share.paid === 0n) return 0n;
    return ((back[share.layer] ?? 0n) * share.paid) / whole + (interest * share.paid) / all - share.recovered;
  });
}

function releasable({ isOwed, demandedAt, dueAt, now, layers }: Covered, share: Share, due: bigint): bigint {
  if (!isOwed) return share.reserve;
  if (demandedAt !== null) return most(share.reserve - due, 0n);
  const isExpired = now > (layers[share.layer]?.validUntil ?? 0n);
  return isExpired || (!share.isPremiumPaid && now > dueAt) ? share.reserve : 0n;
}

const sum = (shares: readonly Share[]): bigint => shares.reduce((total, { paid }) => total + paid, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
