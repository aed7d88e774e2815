import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** China's Unified Social Credit Code: authority, category, 6 digits of region, 9 of organisation code, check character. */
export type Uscc = Brand<string, "Uscc">;

// Without I, O, S, V, Z.
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * Check character by GB 32100-2015: weights 3^(i-1) mod 31. The first two characters may be letters (N: rural collectives,
 * Y: others), which npm stdnum refuses.
 *
 * @throws DomainError bad-uscc
 */
export function parseUscc(text: string, field?: string): Uscc {
  const code = compact(text, "-");
  const values = Array.from(code, (letter) => ALPHABET.indexOf(letter));
  if (code.length !== 18 || values.includes(-1) || !/^..\d{6}/.test(code)) {
    throw new DomainError(
      "bad-uscc",
      `${quote(text)} is not a Unified Social Credit Code: 18 digits or capitals without I, O, S, V, Z`,
      { field },
    );
  }
  const sum = values.slice(0, 17).reduceRight((total, value) => (total * 3 + value) % 31, 0);
  if (values[17] !== (31 - sum) % 31) {
    throw new DomainError("bad-uscc", `the check character of ${quote(text)} does not match`, { field });
  }
  return code as Uscc;
}
