import { expect } from "chai";
import { id as hashOf } from "ethers";

import { Kind, NO_CURRENCY, attest, subjectOf } from "../Attestations/statement.ts";
import type { Statement } from "../Attestations/statement.ts";
import { acknowledge, register } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { DAY } from "../support/network.ts";
import { refusalOf } from "../support/refusal.ts";

/** The country of all parties of the tests, and another. */
export const DE = "0x4445";
export const CN = "0x434e";

export interface Policy {
  readonly warnedTenor: bigint;
  readonly longestTenor: bigint;
  readonly needsRegistration: boolean;
}

/** As China has it. */
export const STRICT: Policy = { warnedTenor: 184n * DAY, longestTenor: 366n * DAY, needsRegistration: true };
export const NONE: Policy = { warnedTenor: 0n, longestTenor: 0n, needsRegistration: false };

export async function setPolicy({ governor, policies }: Ledger, country: string, given: Policy): Promise<void> {
  await governor.acts(policies.call("setPolicy", country, given));
}

/** The registrar attests that the claim stands in a public register. */
export async function registerPublicly(ledger: WithClaim, given: Partial<Statement> = {}): Promise<string> {
  const { registrar, id } = ledger;
  const registration = { subject: subjectOf(id), kind: Kind.REGISTRATION, value: 0n, currency: NO_CURRENCY };
  return attest(ledger, registrar, { ...registration, document: hashOf("certificate 0042"), ...given });
}

/** Fixture: the country of seller and debtor has the strict policy; the claim is registered. */
export async function governedClaim(): Promise<WithClaim> {
  const ledger = await deployLedger();
  await setPolicy(ledger, DE, STRICT);
  const of = invoice(ledger);
  return { ...ledger, of, id: await register(ledger, of) };
}

/** Fixture: and acknowledged. */
export async function governedAcknowledged(): Promise<WithClaim> {
  const ledger = await governedClaim();
  await acknowledge(ledger, ledger.id);
  return ledger;
}

/** Fails unless the act is refused because the claim would be due too late, whatever the latest due date is by then. */
export async function expectTooLong(act: Promise<unknown>, id: bigint, dueAt: bigint): Promise<void> {
  const { error, args } = await refusalOf(act);
  expect([error, args[0], args[1]]).to.deep.equal(["DueTooLate", id, dueAt]);
}
