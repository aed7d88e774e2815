import { quote } from "../decimal.ts";
import { DomainError } from "../problem.ts";
import type { AssetKind } from "./kind.ts";

const GRANT = /^(?:US)?(D|PP|RE|AI|[HTX])?0*([1-9]\d{0,8})([A-Z]\d?)?$/;
/** Series and serial: 16/232658. */
const APPLICATION = /^(?:US)?(\d{2})\/(\d{6})$/;
/** Year and serial of a publication before examination: US 2006/0222165 A1. */
const PUBLICATION = /^(?:US)?((?:19|20)\d{2})\/?(\d{7})([A-Z]\d)?$/;

const LETTERS_OF_DESIGNS = new Set(["D"]);

/**
 * A US patent's number: digits, or letters and digits - D design, PP plant, RE reissue, H statutory invention registration,
 * T defensive publication, X of before 1836, AI additional improvement - without leading zeros; an application's with its slash.
 *
 * @throws DomainError bad-asset-number
 */
export function usPatentNumber(
  text: string,
  kind: AssetKind,
  kindCode: string | undefined,
  field: string | undefined,
): string {
  const application = APPLICATION.exec(text);
  if (application) return `${application[1] ?? ""}/${application[2] ?? ""}`;
  const publication = PUBLICATION.exec(text);
  if (publication)
    return checkCode(text, publication[3], kindCode, field, `${publication[1] ?? ""}${publication[2] ?? ""}`);
  const [, letters = "", digits, code] = GRANT.exec(text) ?? [];
  if (digits === undefined) throw refuse(`${quote(text)} is not the number of a US patent or application`, field);
  if (kind === "utility-model") throw refuse("the US office grants no utility models", field);
  if (LETTERS_OF_DESIGNS.has(letters) !== (kind === "design")) {
    throw refuse(`${quote(text)} is not the number of a US ${kind}: a design's begins with D`, field);
  }
  return checkCode(text, code, kindCode, field, `${letters}${digits}`);
}

/** A US trade mark's registration number, at most seven digits, or its application's: series and serial. @throws DomainError bad-asset-number */
export function usTrademarkNumber(text: string, field: string | undefined): string {
  const application = /^(?:US)?(\d{2})\/?(\d{6})$/.exec(text);
  if (application) return `${application[1] ?? ""}/${application[2] ?? ""}`;
  const [, digits] = /^(?:US)?0*([1-9]\d{0,6})$/.exec(text) ?? [];
  if (digits === undefined) throw refuse(`${quote(text)} is not the number of a US trade mark`, field);
  return digits;
}

function checkCode(
  text: string,
  found: string | undefined,
  stated: string | undefined,
  field: string | undefined,
  number: string,
): string {
  if (found === undefined || stated === undefined || found === stated) return number;
  throw refuse(`${quote(text)} carries the kind code ${found}, not ${quote(stated)}`, field);
}

const refuse = (message: string, field: string | undefined): DomainError =>
  new DomainError("bad-asset-number", message, { field });
