import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** Legal Entity Identifier: 18 letters and digits, 2 check digits. */
export type Lei = Brand<string, "Lei">;

/**
 * Check digits by ISO 7064 MOD 97-10, as ISO 17442-1 asks; A = 10 to Z = 35.
 *
 * @throws DomainError bad-lei
 */
export function parseLei(text: string, field?: string): Lei {
  const lei = compact(text);
  if (!/^[A-Z0-9]{18}\d{2}$/.test(lei)) {
    throw new DomainError("bad-lei", `${quote(text)} is not an LEI: 18 letters or digits and 2 check digits`, {
      field,
    });
  }
  const digits = lei.slice(0, 18).replace(/[A-Z]/g, (letter) => parseInt(letter, 36).toString());
  // Computed, not only verified: 00, 01 and 99 also give the remainder 1 of some valid number, but are never issued.
  const check = (98n - ((BigInt(digits) * 100n) % 97n)).toString().padStart(2, "0");
  if (lei.slice(18) !== check) {
    throw new DomainError("bad-lei", `the check digits of LEI ${quote(text)} do not match`, { field });
  }
  return lei as Lei;
}
