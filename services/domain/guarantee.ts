import { DomainError } from "./problem.ts";
import { allocate } from "./remainder.ts";

const BPS = 10_000n;

/** One layer of a guarantee, in the order in which layers bear a loss. Amounts are minor units. */
export interface Layer {
  /** Ten-thousandths of the whole loss; 0 is first loss: all that the layers before it leave. */
  readonly bps: number;
  /** Most that the layer pays. */
  readonly cap: bigint;
}

/**
 * What each layer bears of a loss, as `Guarantees.sol` computes it: rounded down, never above its cap nor what is left.
 * What no layer bears is the holders' own: a holder's retention is an uncovered share, not a layer.
 *
 * @throws DomainError bad-amount, bad-layer
 */
export function coverOf(layers: readonly Layer[], loss: bigint): bigint[] {
  if (loss < 0n) throw new DomainError("bad-amount", "a loss is not negative");
  let left = loss;
  return layers.map(({ bps, cap }, index) => {
    if (!Number.isInteger(bps) || bps < 0 || bps > 10_000 || cap < 0n)
      throw new DomainError("bad-layer", `layer ${index} bears between nothing and all of a loss, up to a cap`);
    const wanted = bps === 0 ? left : least((loss * BigInt(bps)) / BPS, left);
    const borne = least(wanted, cap);
    left -= borne;
    return borne;
  });
}

/**
 * What each share of one layer bears: rounded down from the whole layer at every step, so that the shares add up to it.
 *
 * @throws DomainError bad-weights
 */
export function sharesOf(borne: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.length === 0 || weights.some((weight) => weight <= 0n))
    throw new DomainError("bad-weights", "every share of a layer weighs something");
  let before = 0n;
  return weights.map((weight) => {
    const part = (borne * (before + weight)) / all - (borne * before) / all;
    before += weight;
    return part;
  });
}

/**
 * How money that comes back after the holders are whole is divided: the last layer until it has what it paid, then the one
 * before it.
 *
 * @param paid by each layer
 * @throws DomainError bad-amount if more came back than the layers paid
 */
export function recoveriesOf(paid: readonly bigint[], recovered: bigint): bigint[] {
  let left = recovered;
  const back = paid.toReversed().map((amount) => {
    const part = least(left, amount);
    left -= part;
    return part;
  });
  if (recovered < 0n || left !== 0n) throw new DomainError("bad-amount", "no more comes back than the layers paid");
  return back.toReversed();
}

/** What the debtor paid and the guarantors cover, the servicer's fee first, the rest over the holders. */
export interface Waterfall {
  readonly claimed: bigint;
  readonly fee: bigint;
  readonly distributable: bigint;
  readonly holders: readonly bigint[];
  /** Owed by the debtor, covered by nobody. */
  readonly unrecovered: bigint;
}

/**
 * The whole waterfall of a claim at default: debtor's payment and cover, then the servicer's fee, then holders by their
 * units. Shares are by the largest remainder; the ledger itself rounds each holder down.
 *
 * @throws DomainError bad-amount, bad-layer, bad-weights
 */
export function coverWaterfall(
  face: bigint,
  paid: bigint,
  layers: readonly Layer[],
  servicerFee: bigint,
  units: readonly bigint[],
): Waterfall {
  if (paid > face) throw new DomainError("bad-amount", "no more is paid than the face");
  const claimed = coverOf(layers, face - paid).reduce((sum, borne) => sum + borne, 0n);
  const fee = least(servicerFee, paid + claimed);
  const distributable = paid + claimed - fee;
  return {
    claimed,
    fee,
    distributable,
    holders: allocate(distributable, units),
    unrecovered: face - paid - claimed,
  };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
