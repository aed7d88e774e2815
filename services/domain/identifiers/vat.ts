import { stdnum } from "stdnum";

import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** A VAT number with its country's prefix, no separators: DE136695976, EL094259216, CHE107787577, NO995525828MVA. */
export type VatNumber = Brand<string, "VatNumber">;

/** Prefix as VIES writes it -> npm stdnum's country and scheme. The EU, then Northern Ireland, Britain, Norway, Switzerland. */
const SCHEMES: ReadonlyMap<string, readonly [country: string, scheme: string]> = new Map([
  ["AT", ["AT", "uid"]],
  ["BE", ["BE", "vat"]],
  ["BG", ["BG", "vat"]],
  ["CY", ["CY", "vat"]],
  ["CZ", ["CZ", "dic"]],
  ["DE", ["DE", "vat"]],
  ["DK", ["DK", "cvr"]],
  ["EE", ["EE", "kmkr"]],
  ["EL", ["GR", "vat"]],
  ["ES", ["ES", "nif"]],
  ["FI", ["FI", "alv"]],
  ["FR", ["FR", "tva"]],
  ["HR", ["HR", "oib"]],
  ["HU", ["HU", "anum"]],
  ["IE", ["IE", "vat"]],
  ["IT", ["IT", "iva"]],
  ["LT", ["LT", "pvm"]],
  ["LU", ["LU", "tva"]],
  ["LV", ["LV", "pvn"]],
  ["MT", ["MT", "vat"]],
  ["NL", ["NL", "btw"]],
  ["PL", ["PL", "nip"]],
  ["PT", ["PT", "nif"]],
  ["RO", ["RO", "cif"]],
  ["SE", ["SE", "vat"]],
  ["SI", ["SI", "ddv"]],
  ["SK", ["SK", "dph"]],
  ["XI", ["GB", "vat"]],
  ["GB", ["GB", "vat"]],
  ["NO", ["NO", "mva"]],
  ["CH", ["CH", "uid"]],
]);

/**
 * Checks structure and, where the country has them, check digits. One registration has one form: spaces, dots, dashes and
 * slashes go, Greece is EL, a Swiss number loses its word for VAT (MWST, TVA, IVA, TPV).
 *
 * @throws DomainError bad-vat-number; unknown-country when no rule is known for the prefix
 */
export function parseVat(text: string, field?: string): VatNumber {
  const [, letters = "", body = ""] = /^([A-Z]{2})(.*)$/.exec(compact(text, "-./,")) ?? [];
  if (letters === "") {
    throw new DomainError("bad-vat-number", `${quote(text)} does not begin with a country's two letters`, { field });
  }
  const prefix = letters === "GR" ? "EL" : letters;
  const [country = "", scheme = ""] = SCHEMES.get(prefix) ?? [];
  const rule = stdnum[country]?.[scheme];
  if (!rule) {
    throw new DomainError("unknown-country", `no rule for VAT numbers that begin with ${quote(letters)}`, { field });
  }
  const number = country === "CH" ? body.replace(/(?:MWST|TVA|IVA|TPV)$/, "") : body;
  const result = rule.validate(country + number);
  if (!result.isValid) {
    throw new DomainError("bad-vat-number", `${quote(text)} is not a VAT number: ${result.error.message}`, { field });
  }
  // stdnum keeps the letters of a Swiss number and drops those of all others.
  return (country === "CH" ? result.compact : prefix + result.compact) as VatNumber;
}
