import { MAX_TEXT } from "./limits.ts";
import { refusal } from "./problem.ts";
import type { RawText } from "./raw.ts";

/**
 * A text fit to be hashed, stored and shown: white space collapsed, no control characters, no half surrogates, bounded.
 *
 * @throws DomainError bad-text, too-long
 */
export function cleanText(raw: RawText, longest = MAX_TEXT): string {
  const text = raw.text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
  if (text.length > longest) throw refusal("too-long", `longer than ${longest} characters`, raw.at);
  if (/\p{Cc}/u.test(text)) throw refusal("bad-text", "the text holds control characters", raw.at);
  if (!text.isWellFormed()) throw refusal("bad-text", "the text holds half of a surrogate pair", raw.at);
  return text;
}

// Invisible and direction-changing characters; joiners inside emoji and Indic scripts are not worth an exception in a company's name.
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\u2800\u3164\uffa0\u115f\u1160]/u;
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** True if a text can pass for another one: it holds characters nobody sees, or one word in Latin and a script that looks like it. */
export const isSuspicious = (text: string): boolean =>
  UNSEEN.test(text) || text.split(/[^\p{L}\p{M}\p{N}]+/u).some((word) => LATIN.test(word) && LOOKALIKE.test(word));
