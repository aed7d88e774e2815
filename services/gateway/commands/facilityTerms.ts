import { keccak256, AbiCoder } from "ethers";

import { interfaceOf } from "../../chain/artifacts.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { parseDate } from "../../domain/date.ts";
import { LOAN_CONVENTIONS, ratePpm } from "../../domain/interest.ts";
import type { LoanConvention } from "../../domain/interest.ts";
import type { Context } from "../context.ts";
import type { Actor } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import { requireParties, requireParty } from "../queries/parties.ts";
import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import { dayNumber } from "../../domain/dayNumber.ts";
import { futureSeconds } from "./instants.ts";
import { minorUnits } from "./money.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

export interface FacilityInput {
  readonly agent: string;
  readonly commitments: readonly { readonly lender: string; readonly amount: MoneyInput }[];
  readonly rate: string;
  readonly lateRate: string;
  readonly convention: LoanConvention;
  readonly collateral?:
    { readonly maxLtvBps: number; readonly drawLtvBps: number; readonly policy: "lowest" | "latest" } | undefined;
  readonly feeBps: number;
  readonly majorityBps: number;
  readonly availableUntil: string;
  readonly maturity: string;
  readonly graceDays: number;
  readonly cureDays: number;
  readonly calendarOffset?: number | undefined;
  readonly documentRoot: string;
  readonly conditions: readonly string[];
  readonly reportDates: readonly string[];
}

const DAY = 86_400;

/** The terms as the contract takes them: amounts in minor units, rates in parts of a million, days since 1970-01-01. */
export async function termsFrom(
  context: Context,
  actor: Actor,
  input: FacilityInput,
  conditions: readonly Hash[],
): Promise<Record<string, unknown> & { borrower: Address }> {
  const currency = input.commitments[0]?.amount.currency ?? "";
  const lenders = await requireParties(
    context.db,
    input.commitments.map(({ lender }) => lender),
    "/commitments",
  );
  const reportDays = input.reportDates.map((day, at) => dayNumber(parseDate(day, `/reportDates/${String(at)}`)));
  if (reportDays.some((day, at) => day <= (reportDays[at - 1] ?? 0))) {
    throw new Problem("invalid-field", { detail: "the dates of the reports ascend", field: "/reportDates" });
  }
  return {
    borrower: actor.account,
    agent: (await requireParty(context.db, input.agent, "/agent")).account,
    currency: toHex(utf8(currency)),
    convention: LOAN_CONVENTIONS.indexOf(input.convention),
    rate: ratePpm(input.rate, "/rate"),
    lateRate: ratePpm(input.lateRate, "/lateRate"),
    feeBps: input.feeBps,
    maxLtvBps: input.collateral?.maxLtvBps ?? 0,
    drawLtvBps: input.collateral?.drawLtvBps ?? 0,
    policy: input.collateral?.policy === "latest" ? 1 : 0,
    majorityBps: input.majorityBps,
    clock: input.calendarOffset ?? 0,
    availableUntil: futureSeconds(context, input.availableUntil, "/availableUntil"),
    maturityDay: dayNumber(parseDate(input.maturity, "/maturity")),
    graceDays: input.graceDays,
    cureTime: input.cureDays * DAY,
    documentRoot: input.documentRoot,
    conditions,
    reportDays,
    commitments: input.commitments.map(({ amount }, at) => ({
      lender: lenders[at]?.account,
      amount: minorUnits(amount, currency, `/commitments/${String(at)}/amount`),
    })),
  };
}

/** Who names a facility names its terms: its id is their hash. */
export function facilityIdOf(terms: object): Hash {
  const [type] = interfaceOf("Syndication").getFunction("propose")?.inputs ?? [];
  if (!type) throw new RangeError("the contract has no function to propose a facility by");
  return keccak256(AbiCoder.defaultAbiCoder().encode([type], [terms])).toLowerCase() as Hash & Hex;
}
