import { parseDate, endOfDay } from "../../../domain/date.ts";
import { NO_FEES } from "../../../domain/ip/fees.ts";
import { TERM_BASES } from "../../../domain/ip/kind.ts";
import type { AssetTerm, FeesPaidUntil } from "../../../documents/assetRecord.ts";

/** A term as the ledger keeps it: zero for one without a last day. @param source hash of what says so */
export const termOnLedger = ({ basis, expiresOn }: AssetTerm, zone: string, source: string): object => ({
  expiresAt: expiresOn === undefined ? 0n : endOfDay(expiresOn, zone, "/zone"),
  termBasis: TERM_BASES.indexOf(basis),
  source,
});

/** The last second that fees are paid for, as the ledger keeps it. @throws DomainError bad-date */
export function feesOnLedger(paidUntil: FeesPaidUntil | (string & {}), zone: string, field: string): bigint {
  if (paidUntil === "none") return NO_FEES;
  return paidUntil === "unknown" ? 0n : endOfDay(parseDate(paidUntil, field), zone, "/zone");
}
