import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** A CNIPA application number: year, kind, serial, point, check character. 12 digits since October 2003, 8 before. */
export type CnPatentNumber = Brand<string, "CnPatentNumber">;

/**
 * Check character: digits x 2..9, 2..5, modulo 11, ten is X (CNIPA ZC 0006-2003). Kinds: 1 invention, 2 utility model,
 * 3 design, 8 and 9 invention and utility model by way of PCT. A prefix CN or ZL and the point may be left out or written.
 *
 * @throws DomainError bad-patent-number
 */
export function parseCnPatent(text: string, field?: string): CnPatentNumber {
  const match = /^(?:CN|ZL)?((?:19|20)\d{2}[12389]\d{7}|\d{2}[12389]\d{5})\.?([\dX])$/.exec(compact(text));
  const [, digits, check] = match ?? [];
  if (!digits || !check) {
    throw new DomainError("bad-patent-number", `${quote(text)} is not a Chinese patent application number`, { field });
  }
  const sum = Array.from(digits, Number).reduce((total, digit, at) => total + digit * ((at % 8) + 2), 0);
  if ("0123456789X"[sum % 11] !== check) {
    throw new DomainError("bad-patent-number", `the check digit of ${quote(text)} does not match`, { field });
  }
  return `${digits}.${check}` as CnPatentNumber;
}
