import { DomainError } from "./problem.ts";
import type { DomainProblem } from "./problem.ts";

export interface Decimal {
  readonly negative: boolean;
  /** Digits before the point, without leading zeros: "" for less than one. */
  readonly whole: string;
  /** Digits after the point, without trailing zeros. */
  readonly fraction: string;
}

// No amount or rate of this project needs more; the bound keeps the regular expressions below linear in practice.
const LONGEST = 200;

/**
 * Reads the lexical form of xsd:decimal (XML Schema part 2, 3.2.3): optional sign, digits, optional fraction;
 * white space around it collapses. No exponent, no NaN, no comma, no grouping.
 *
 * @throws DomainError with the given code
 */
export function readDecimal(text: string, code: DomainProblem, field?: string): Decimal {
  const match = text.length > LONGEST ? null : /^[ \t\r\n]*([+-]?)(\d*)(?:\.(\d*))?[ \t\r\n]*$/.exec(text);
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (whole + fraction === "") {
    throw new DomainError(code, `${quote(text)} is not a decimal number (digits, a point, digits)`, { field });
  }
  return { negative: sign === "-", whole: whole.replace(/^0+/, ""), fraction: fraction.replace(/0+$/, "") };
}

/** Shows input in a message: short, on one line, unable to reorder or hide the text around it. */
export function quote(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return JSON.stringify(shown.replace(/[^\x20-\x7e\p{L}\p{N}]/gu, "\ufffd"));
}
