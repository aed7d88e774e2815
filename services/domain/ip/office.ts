import type { Brand } from "../brand.ts";
import { parseCountry } from "../country.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";

/** WIPO ST.3: the two letters of a country's or an intergovernmental organisation's industrial property office. */
export type Office = Brand<string, "Office">;

/** Those of ST.3 that are no countries: AP ARIPO, BX Benelux, EA Eurasian, EM EUIPO, EP, GC Gulf, IB and WO WIPO, OA OAPI. */
const ORGANISATIONS = new Set(["AP", "BX", "EA", "EM", "EP", "GC", "IB", "OA", "WO"]);

/** @throws DomainError unknown-office */
export function parseOffice(text: string, field?: string): Office {
  if (ORGANISATIONS.has(text)) return text as Office;
  try {
    return parseCountry(text, field) as string as Office;
  } catch (cause) {
    const message = `${quote(text)} is not an office of WIPO standard ST.3`;
    throw new DomainError("unknown-office", message, { field, cause });
  }
}
