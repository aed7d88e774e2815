import { electronicFormatIBAN, isValidIBAN } from "ibantools";

import type { Brand } from "../brand.ts";
import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import { compact } from "./compact.ts";

/** ISO 13616 account number, electronic form: no spaces, capitals. */
export type Iban = Brand<string, "Iban">;

/** @throws DomainError bad-iban: unknown country, wrong length or structure, check digits */
export function parseIban(text: string, field?: string): Iban {
  const iban = electronicFormatIBAN(compact(text)) ?? "";
  if (!isValidIBAN(iban)) {
    throw new DomainError("bad-iban", `${quote(text)} is not a valid IBAN`, { field });
  }
  return iban as Iban;
}
