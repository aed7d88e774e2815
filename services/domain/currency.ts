import { quote } from "./decimal.ts";
import { DomainError } from "./problem.ts";

// ISO 4217 list one (SIX Group, the standard's maintenance agency) as published on 2026-01-01, grouped by minor unit.
// Intl is no source: CLDR gives the decimals people print, and says 0 for IQD, HUF, COP, LAK and MGA among others.
// Codes whose minor unit is "N.A." (metals, bond units, XDR, XSU, XUA, XTS, XXX) are no currencies and are left out.
const CODES_BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
     COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
     INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
     MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
     STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(/\s+/).map((code) => [code, exponent] as const)),
);

export const isCurrency = (code: string): boolean => EXPONENTS.has(code);

/**
 * Number of decimals between a currency's major and minor unit (EUR 2, JPY 0, KWD 3).
 *
 * @throws DomainError bad-currency for anything but an active ISO 4217 currency code in capitals
 */
export function exponentOf(currency: string, field?: string): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) {
    throw new DomainError("bad-currency", `${quote(currency)} is not an active ISO 4217 currency`, { field });
  }
  return exponent;
}
