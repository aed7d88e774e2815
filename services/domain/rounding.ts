import { ceil, floor, halfEven } from "./rational.ts";
import type { Rational } from "./rational.ts";

/** How an exact amount becomes whole minor units; always named by the caller, never assumed. */
export type Rounding = "up" | "down" | "half-even";

const ROUND: Readonly<Record<Rounding, (value: Rational) => bigint>> = { up: ceil, down: floor, "half-even": halfEven };

/** "up" and "down" are towards plus and minus infinity. */
export const round = (value: Rational, rounding: Rounding): bigint => ROUND[rounding](value);
