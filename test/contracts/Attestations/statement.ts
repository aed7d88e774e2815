import { id as hashOf, zeroPadValue } from "ethers";

import { newcomer } from "../ClaimToken/standing.ts";
import { EUR, PartyRole, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";

export const Kind = { VALUATION: 0n, REGISTRATION: 1n, GREEN_LABEL: 2n, REPORT: 3n, VERIFICATION: 4n } as const;

export const NO_CURRENCY = "0x000000";
export const NO_ID = `0x${"00".repeat(32)}`;
/** For a statement without an end. */
export const FOREVER = 2n ** 40n - 1n;
/** A thing that only its attestations tell of. */
export const SUBJECT = hashOf("patent EP3141592");

export interface Statement {
  readonly subject: string;
  readonly kind: bigint;
  readonly value: bigint;
  readonly currency: string;
  readonly date: bigint;
  readonly expiresAt: bigint;
  readonly document: string;
  readonly details: string;
}

/** Fixture: an appraiser and an auditor besides the others; the registrar is an operator. */
export async function withIssuers() {
  const ledger = await deployLedger();
  const appraiser = await newcomer(ledger, "appraiser", PartyRole.APPRAISER);
  const auditor = await newcomer(ledger, "auditor", PartyRole.AUDITOR);
  return { ...ledger, appraiser, auditor };
}

export type WithIssuers = Awaited<ReturnType<typeof withIssuers>>;

/** A valuation of yesterday for a year, unless a test is about something else. */
export async function statement(given: Partial<Statement> = {}): Promise<Statement> {
  const kind = given.kind ?? Kind.VALUATION;
  const valued = kind === Kind.VALUATION;
  return {
    subject: SUBJECT,
    kind,
    value: valued ? 5_000_000n : 0n,
    currency: valued ? EUR : NO_CURRENCY,
    date: (await now()) - DAY,
    expiresAt: (await now()) + 365n * DAY,
    document: hashOf("the report"),
    details: hashOf("IVS 2025, income approach, orderly liquidation"),
    ...given,
  };
}

/** The id of a statement that a party has just made. */
export async function attest(
  { attestations }: Pick<Ledger, "attestations">,
  issuer: Party,
  given: Partial<Statement> = {},
): Promise<string> {
  const receipt = await issuer.acts(attestations.call("attest", await statement(given)));
  return String(attestations.events(receipt, "Attested")[0]?.["id"]);
}

/** A claim as a subject. */
export const subjectOf = (id: bigint): string => zeroPadValue(`0x${id.toString(16).padStart(64, "0")}`, 32);
