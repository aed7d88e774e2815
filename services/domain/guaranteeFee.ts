import { mul, rational } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { round } from "./rounding.ts";
import type { Rounding } from "./rounding.ts";

/** A tariff by the size of the single account. Rates are annual fractions of the liability that is borne. */
export interface FeeTariff {
  /** Minor units; the lower rate's last amount. */
  readonly threshold: bigint;
  readonly upTo: Rational;
  readonly above: Rational;
}

/**
 * A guarantor's fee: `guaranteed amount x its share x rate`, the rate by the size of the whole account.
 * Source: tariff of the National Financing Guarantee Fund (0.3 % up to CNY 5m a single account, 0.5 % above).
 */
export function guaranteeFee(guaranteed: bigint, share: Rational, tariff: FeeTariff, rounding: Rounding): bigint {
  const rate = guaranteed <= tariff.threshold ? tariff.upTo : tariff.above;
  return round(mul(mul(rational(guaranteed), share), rate), rounding);
}
