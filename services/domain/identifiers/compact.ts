import { visible } from "../invoiceNumber.ts";

/** An identifier as people write it, in capitals, without spaces and the separators given. */
export function compact(text: string, separators = ""): string {
  return Array.from(visible(text).toUpperCase())
    .filter((letter) => !separators.includes(letter))
    .join("");
}
