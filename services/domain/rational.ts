import { readDecimal } from "./decimal.ts";
import { DomainError } from "./problem.ts";

/** An exact fraction in lowest terms; `d` is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** @throws RangeError when `d` is zero */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError("a fraction needs a denominator other than zero");
  const g = gcd(abs(n), abs(d));
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / g, d: (sign * d) / g };
}

/**
 * Reads a decimal ("0.0725") exactly.
 *
 * @throws DomainError bad-rate
 */
export function parseRational(text: string, field?: string): Rational {
  const { negative, whole, fraction } = readDecimal(text, "bad-rate", field);
  const digits = BigInt(whole + fraction);
  return rational(negative ? -digits : digits, 10n ** BigInt(fraction.length));
}

export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const sub = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const mul = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const div = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

/** Towards minus infinity. */
export function floor({ n, d }: Rational): bigint {
  const quotient = n / d;
  return n % d < 0n ? quotient - 1n : quotient;
}

/** Towards plus infinity. */
export const ceil = ({ n, d }: Rational): bigint => -floor({ n: -n, d });

/** To the nearest, ties to the even neighbour (IEEE 754 roundTiesToEven). */
export function halfEven(value: Rational): bigint {
  const below = floor(value);
  const doubled = 2n * (value.n - below * value.d);
  if (doubled === value.d) return below % 2n === 0n ? below : below + 1n;
  return doubled < value.d ? below : below + 1n;
}

/** A decimal string of exactly `places` decimals, rounded half to even. */
export function toFixed(value: Rational, places: number): string {
  const scaled = halfEven(mul(value, rational(10n ** BigInt(places))));
  const digits = abs(scaled)
    .toString()
    .padStart(places + 1, "0");
  const point = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** @throws DomainError bad-rate when the rate is negative */
export function parseRate(text: string, field?: string): Rational {
  const rate = parseRational(text, field);
  if (rate.n < 0n) throw new DomainError("bad-rate", "a rate is not negative", { field });
  return rate;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
