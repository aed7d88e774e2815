import { dayOfNumber } from "../../domain/dayNumber.ts";
import { rateOfPpm } from "../../domain/interest.ts";
import { toFixed } from "../../domain/rational.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import type { FacilityTerms } from "./facilities.ts";

const decimal = (ppm: string | undefined): string => toFixed(rateOfPpm(Number(ppm)), 6);

/** What a loan costs and when all of it is due, as people write it. */
export const viewRates = ({ rate, lateRate, convention, maturityDay }: FacilityTerms): object => ({
  rate: decimal(rate),
  lateRate: decimal(lateRate),
  convention,
  maturity: dayOfNumber(BigInt(maturityDay)),
});

/** What was agreed, as people write it. */
export function viewTerms(terms: FacilityTerms): object {
  return {
    ...viewRates(terms),
    collateral:
      terms.maxLtvBps === "0"
        ? null
        : { maxLtvBps: Number(terms.maxLtvBps), drawLtvBps: Number(terms.drawLtvBps), policy: terms.policy },
    feeBps: Number(terms.feeBps),
    majorityBps: Number(terms.majorityBps),
    availableUntil: instantOfSeconds(BigInt(terms.availableUntil)),
    graceDays: Number(terms.graceDays),
    documentRoot: terms.documentRoot,
  };
}

/** The terms that an amendment sets, as people write them. */
export const viewChange = (change: Readonly<Record<string, string>>): object => ({
  rate: decimal(change["rate"]),
  lateRate: decimal(change["lateRate"]),
  maturity: dayOfNumber(BigInt(change["maturityDay"] ?? 0)),
  maxLtvBps: Number(change["maxLtvBps"]),
  drawLtvBps: Number(change["drawLtvBps"]),
  graceDays: Number(change["graceDays"]),
  cureDays: Number(change["cureTime"]) / 86_400,
  availableUntil: instantOfSeconds(BigInt(change["availableUntil"] ?? 0)),
});
