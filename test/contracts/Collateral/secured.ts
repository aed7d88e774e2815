import { encodeBytes32String, id as hashOf } from "ethers";

import { activate, consent, EVIDENCE, propose, record, register } from "../Assets/acts.ts";
import type { Entry, Proposal } from "../Assets/acts.ts";
import { attest } from "../Attestations/statement.ts";
import type { Statement } from "../Attestations/statement.ts";
import { newcomer } from "../ClaimToken/standing.ts";
import { parties, termsOf } from "../Facilities/lending.ts";
import type { Lending } from "../Facilities/lending.ts";
import { EUR, PartyRole } from "../support/ledger.ts";
import { now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { sendAs } from "../support/transactions.ts";

/** How {ILendingEvents} counts them. */
export const Policy = { LOWEST: 0n, LATEST: 1n } as const;

/** A facility that may be drawn up to half of its collateral, the borrower's patent, and an appraiser. */
export interface Secured extends Lending {
  readonly asset: string;
  readonly appraiser: Party;
}

export const asDebt = (id: bigint): string => `0x${id.toString(16).padStart(64, "0")}`;

/** Fixture: accepted by all lenders, its condition satisfied; nothing pledged yet. */
export async function secured(): Promise<Secured> {
  const bare = await parties();
  const { borrower, lenders, today, syndication, registrar } = bare;
  const limits = { maxLtvBps: 7_500n, drawLtvBps: 5_000n, policy: Policy.LOWEST };
  const terms = await termsOf(borrower, lenders, today, limits);
  const id = await syndication.uint("idOf", terms);
  await borrower.acts(syndication.call("propose", terms));
  for (const lender of lenders) await lender.acts(syndication.call("accept", id));
  await lenders[0].acts(syndication.call("satisfy", id, 0n, hashOf("entry 17")));
  const asset = await anotherAsset(bare, "7158629");
  const appraiser = await newcomer({ ...bare, registrar }, "appraiser", PartyRole.APPRAISER);
  return { ...bare, terms, id, asset, appraiser };
}

/** A verified patent of the borrower. */
export async function anotherAsset(ledger: Lending, number: string): Promise<string> {
  const asset = await register(ledger, { number: encodeBytes32String(number) });
  await record(ledger, "verify", asset, EVIDENCE);
  return asset;
}

/** An active lien of the facility's agent for the facility, unless given. */
export async function lienOf(
  ledger: Secured,
  given: Partial<Proposal> = {},
  entry: Partial<Entry> = {},
  lender: Party = ledger.lenders[0],
): Promise<bigint> {
  const terms = { asset: ledger.asset, lender: lender.address, debt: asDebt(ledger.id), ...given };
  const lien = await propose({ ...ledger, id: terms.asset }, { amount: 60_000_000n, ...terms });
  await consent(ledger, lien, lender);
  await activate(ledger, lien, entry);
  return lien;
}

export const attach = (ledger: Secured, lien: bigint, by: Party = ledger.lenders[0]) =>
  by.acts(ledger.collateral.call("attach", ledger.id, lien));

export const value = (ledger: Secured, amount: bigint, given: Partial<Statement> = {}): Promise<string> =>
  attest(ledger, ledger.appraiser, { subject: ledger.asset, value: amount, currency: EUR, ...given });

export const countable = ({ collateral, id }: Secured, policy: bigint = Policy.LOWEST): Promise<bigint> =>
  collateral.uint("valueOf", id, policy);

/** As if a vote of the lenders had carried: all that is owed is due. */
export async function accelerate({ facilities, loans, syndication, id }: Lending): Promise<void> {
  await sendAs(syndication.address, loans.call("accelerate", id));
  const [data, topic] = [`0x${"00".repeat(64)}`, hashOf("accelerated by a test")];
  await sendAs(syndication.address, facilities.call("record", id, 4n, topic, data));
}

export const inDays = async (days: bigint): Promise<bigint> => (await now()) + days * 86_400n;
