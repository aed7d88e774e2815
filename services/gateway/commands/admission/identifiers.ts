import { parseGln } from "../../../domain/identifiers/gln.ts";
import { parseLei } from "../../../domain/identifiers/lei.ts";
import { parseUscc } from "../../../domain/identifiers/uscc.ts";
import { parseVat } from "../../../domain/identifiers/vat.ts";
import { Problem } from "../../problems/problem.ts";
import { normalizeIdentifier } from "../../queries/parties.ts";
import type { Identifier } from "../../queries/parties.ts";

const CHECKED = { lei: parseLei, vat: parseVat, uscc: parseUscc, gln: parseGln } as const;
/** A GLN may name a warehouse; these name the legal entity. */
const LEGAL: readonly string[] = ["lei", "vat", "uscc"];

export const isLegal = ({ scheme }: Identifier): boolean => LEGAL.includes(scheme);

/**
 * The identifiers in their one form, check digits checked.
 *
 * @throws DomainError of the scheme; Problem invalid-field, invalid-identifier
 */
export function checkIdentifiers(given: readonly Identifier[]): Identifier[] {
  const seen = new Set<string>();
  const checked = given.map(({ scheme, value }, at) => {
    const field = `/identifiers/${String(at)}/value`;
    const parse = scheme in CHECKED ? CHECKED[scheme as keyof typeof CHECKED] : undefined;
    const identifier = { scheme, value: parse ? parse(value, field) : value };
    const normal = normalizeIdentifier(identifier.value);
    if (normal === "") throw new Problem("invalid-field", { detail: "an identifier has letters or digits", field });
    if (seen.has(normal)) throw new Problem("invalid-field", { detail: "this identifier is given twice", field });
    seen.add(normal);
    return identifier;
  });
  if (checked.some(isLegal)) return checked;
  throw new Problem("invalid-identifier", {
    detail: "at least one identifier of a legal entity with check digits is needed: lei, vat or uscc",
    field: "/identifiers",
  });
}
