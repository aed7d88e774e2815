import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";

// Nothing of this is seen on paper: spaces, controls, direction marks, zero-width and other ignorable characters, the marks of
// interlinear annotation, the Braille blank.
const UNSEEN = /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]/gu;
const DASHES = /[\p{Dash_Punctuation}\u2212]/gu;

/**
 * The form in which two spellings of one invoice number are equal: compatibility forms folded (NFKC: full width, ligatures),
 * everything unseen removed, every dash a hyphen, capitals. Characters that Unicode has not assigned are refused,
 * because a later version could fold them otherwise and a tag is for ever.
 *
 * @throws DomainError bad-invoice-number
 */
export function normalizeNumber(number: string, field?: string): string {
  const refuse = (why: string): DomainError =>
    new DomainError("bad-invoice-number", `the invoice number ${quote(number)} ${why}`, { field });
  if (!number.isWellFormed() || /\p{Cn}/u.test(number)) throw refuse("holds characters that do not exist in Unicode");
  const folded = foldCase(visible(number));
  if (folded === "") throw refuse("is empty");
  return folded;
}

/** The characters that can be seen, in compatibility form, in the case they were written. */
export function visible(number: string): string {
  return number.normalize("NFKC").replace(UNSEEN, "").replace(DASHES, "-");
}

/** Lower case first: capital sharp s and dotted capital I then fold like their small letters. */
export const foldCase = (text: string): string => text.toLowerCase().toUpperCase().normalize("NFKC");

/** Decimal digits of every script as 0 to 9: Unicode lays each script's ten out in a row. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return value.toString();
  });
}
