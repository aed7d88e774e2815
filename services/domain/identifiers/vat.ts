import { stdnum } from "stdnum";

import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** A VAT number with its country's prefix, no separators: DE136695976, EL094259216, CHE107787577, NO995525828MVA. */
export type VatNumber = Brand<string, "VatNumber">;

interface Scheme {
  /** In npm stdnum, which has the check digits. */
  readonly country: string;
  readonly scheme: string;
  /** What follows the prefix, as the EU's VIES describes it: stdnum pads short numbers and lets some forms pass unchecked. */
  readonly form: RegExp;
}

// The EU, Northern Ireland (XI), Britain, Norway, Switzerland.
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ["AT", { country: "AT", scheme: "uid", form: /^U\d{8}$/ }],
  ["BE", { country: "BE", scheme: "vat", form: /^[01]\d{9}$/ }],
  ["BG", { country: "BG", scheme: "vat", form: /^\d{9,10}$/ }],
  ["CY", { country: "CY", scheme: "vat", form: /^\d{8}[A-Z]$/ }],
  ["CZ", { country: "CZ", scheme: "dic", form: /^\d{8,10}$/ }],
  ["DE", { country: "DE", scheme: "vat", form: /^\d{9}$/ }],
  ["DK", { country: "DK", scheme: "cvr", form: /^\d{8}$/ }],
  ["EE", { country: "EE", scheme: "kmkr", form: /^\d{9}$/ }],
  ["EL", { country: "GR", scheme: "vat", form: /^\d{9}$/ }],
  ["ES", { country: "ES", scheme: "nif", form: /^[A-Z\d]\d{7}[A-Z\d]$/ }],
  ["FI", { country: "FI", scheme: "alv", form: /^\d{8}$/ }],
  ["FR", { country: "FR", scheme: "tva", form: /^[A-Z\d]{2}\d{9}$/ }],
  ["HR", { country: "HR", scheme: "oib", form: /^\d{11}$/ }],
  ["HU", { country: "HU", scheme: "anum", form: /^\d{8}$/ }],
  ["IE", { country: "IE", scheme: "vat", form: /^\d[A-Z\d+*]\d{5}[A-W][A-I]?$/ }],
  ["IT", { country: "IT", scheme: "iva", form: /^\d{11}$/ }],
  ["LT", { country: "LT", scheme: "pvm", form: /^(\d{9}|\d{12})$/ }],
  ["LU", { country: "LU", scheme: "tva", form: /^\d{8}$/ }],
  ["LV", { country: "LV", scheme: "pvn", form: /^\d{11}$/ }],
  ["MT", { country: "MT", scheme: "vat", form: /^\d{8}$/ }],
  ["NL", { country: "NL", scheme: "btw", form: /^\d{9}B\d{2}$/ }],
  ["PL", { country: "PL", scheme: "nip", form: /^\d{10}$/ }],
  ["PT", { country: "PT", scheme: "nif", form: /^\d{9}$/ }],
  ["RO", { country: "RO", scheme: "cif", form: /^\d{2,10}$/ }],
  ["SE", { country: "SE", scheme: "vat", form: /^\d{12}$/ }],
  ["SI", { country: "SI", scheme: "ddv", form: /^\d{8}$/ }],
  ["SK", { country: "SK", scheme: "dph", form: /^\d{10}$/ }],
  ["XI", { country: "GB", scheme: "vat", form: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/ }],
  ["GB", { country: "GB", scheme: "vat", form: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/ }],
  ["NO", { country: "NO", scheme: "mva", form: /^\d{9}MVA$/ }],
  ["CH", { country: "CH", scheme: "uid", form: /^E\d{9}$/ }],
]);

/**
 * Checks the form and, where the country has them, check digits. One registration has one writing: spaces, dots, dashes and
 * slashes go, Greece is EL, a Swiss number loses its word for VAT (MWST, TVA, IVA, TPV).
 *
 * @throws DomainError bad-vat-number; unknown-country when no rule is known for the prefix
 */
export function parseVat(text: string, field?: string): VatNumber {
  const [, letters = "", rest = ""] = /^([A-Z]{2})(.*)$/.exec(compact(text, "-./,")) ?? [];
  if (letters === "") {
    throw new DomainError("bad-vat-number", `${quote(text)} does not begin with a country's two letters`, { field });
  }
  const prefix = letters === "GR" ? "EL" : letters;
  const known = SCHEMES.get(prefix);
  if (!known) {
    throw new DomainError("unknown-country", `no rule for VAT numbers that begin with ${quote(letters)}`, { field });
  }
  const { country, scheme, form } = known;
  const number = prefix === "CH" ? rest.replace(/(?:MWST|TVA|IVA|TPV)$/, "") : rest;
  if (!form.test(number)) {
    throw new DomainError("bad-vat-number", `${quote(text)} does not have the form of a VAT number of ${prefix}`, {
      field,
    });
  }
  if (stdnum[country]?.[scheme]?.validate(country + number).isValid !== true) {
    throw new DomainError("bad-vat-number", `the check digits of VAT number ${quote(text)} do not match`, { field });
  }
  return (prefix + number) as VatNumber;
}
