import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { compact } from "../identifiers/compact.ts";
import { parseCnPatent } from "../identifiers/cnPatent.ts";
import { DomainError } from "../problem.ts";
import type { AssetKind } from "./kind.ts";
import type { Office } from "./office.ts";
import { usPatentNumber, usTrademarkNumber } from "./usNumber.ts";

/** A number in the one spelling that identifies the right at its office: at most 31 ASCII characters, without its kind code. */
export type AssetNumber = Brand<string, "AssetNumber">;

/** The digit behind the year of a Chinese application number, by kind of right: CNIPA ZC 0006-2003. */
const CN_KIND_DIGITS: Partial<Record<AssetKind, RegExp>> = {
  patent: /^(?:\d{4}|\d{2})[18]/,
  "utility-model": /^(?:\d{4}|\d{2})[29]/,
  design: /^(?:\d{4}|\d{2})3/,
};

/**
 * However a right's number is written - with or without the office's letters, its kind code, leading zeros, spaces and commas -
 * this is its one spelling. A Chinese patent is named by its patent (ZL) number, which is its application's and carries a check
 * digit, never by its publication's.
 *
 * @param kindCode of WIPO ST.16, if known: a different one in the number is refused
 * @throws DomainError bad-asset-number, bad-patent-number
 */
export function parseAssetNumber(
  given: { office: Office; kind: AssetKind; number: string; kindCode?: string | undefined },
  field?: string,
): AssetNumber {
  const { office, kind } = given;
  const text = compact(given.number, " ,");
  const isIndustrial = kind === "patent" || kind === "utility-model" || kind === "design";
  if (office === "CN" && isIndustrial) return cnNumber(text, kind, field);
  if (office === "US" && isIndustrial) return usPatentNumber(text, kind, given.kindCode, field) as AssetNumber;
  if (office === "US" && kind === "trademark") return usTrademarkNumber(text, field) as AssetNumber;
  return plainNumber(text, given, field);
}

function cnNumber(text: string, kind: AssetKind, field: string | undefined): AssetNumber {
  if (/^(?:CN)?\d{7,9}[ABCUSY]\d?$/.test(text)) {
    const message = `${quote(text)} is a publication number: give the patent number (ZL...), which carries a check digit`;
    throw new DomainError("bad-asset-number", message, { field });
  }
  const number = parseCnPatent(text, field);
  if (CN_KIND_DIGITS[kind]?.test(number) === true) return number as string as AssetNumber;
  throw new DomainError("bad-asset-number", `${quote(number)} is not the number of a ${kind}`, { field });
}

/** Of offices whose numbers follow no rule that is checked here. */
function plainNumber(
  text: string,
  { office, number, kindCode }: { office: Office; number: string; kindCode?: string | undefined },
  field: string | undefined,
): AssetNumber {
  const bare = text.startsWith(office) ? text.slice(office.length) : text;
  const uncoded = kindCode !== undefined && bare.endsWith(kindCode) ? bare.slice(0, -kindCode.length) : bare;
  // DPMA prints the check digit of an application number behind a point; the patent's number goes without.
  const plain = office === "DE" ? uncoded.replace(/^(\d{12})\.\d$/, "$1") : uncoded;
  if (/^[A-Z0-9](?:[A-Z0-9./-]{0,29}[A-Z0-9])?$/.test(plain) && /\d/.test(plain)) return plain as AssetNumber;
  throw new DomainError("bad-asset-number", `${quote(number)} is not a registration number`, { field });
}
