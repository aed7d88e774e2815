import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** GS1's Global Location Number: 12 digits and a check digit. It names a place or a function, not always a legal entity. */
export type Gln = Brand<string, "Gln">;

/**
 * Check digit: digits x 1, 3, 1, 3 ... from the left fill up to a multiple of ten (GS1 General Specifications, 7.9).
 *
 * @throws DomainError bad-gln
 */
export function parseGln(text: string, field?: string): Gln {
  const gln = compact(text, "-.");
  if (!/^\d{13}$/.test(gln)) {
    throw new DomainError("bad-gln", `${quote(text)} is not a GLN: 13 digits`, { field });
  }
  const sum = Array.from(gln, Number).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  if (sum % 10 !== 0) {
    throw new DomainError("bad-gln", `the check digit of GLN ${quote(text)} does not match`, { field });
  }
  return gln as Gln;
}
