import { randomBytes } from "node:crypto";

/** A made-up but valid LEI: 18 random characters and the two check digits of ISO 7064 MOD 97-10. */
export function makeLei(): string {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const base = `TEST${[...randomBytes(14)].map((byte) => alphabet[byte % alphabet.length] ?? "0").join("")}`;
  const digits = Array.from(`${base}00`, (character) => String(parseInt(character, 36))).join("");
  const check = 98n - (BigInt(digits) % 97n);
  return base + String(check).padStart(2, "0");
}
