import { id as hashOf } from "ethers";

import { Ground, agreed, close, drawOf, fund, noonOf, request, waitUntil } from "../Facilities/lending.ts";
import type { Lending } from "../Facilities/lending.ts";
import { PartyRole, admit } from "../support/ledger.ts";
import { DAY, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";
import { GRACE, REASON } from "./acts.ts";
import type { Account } from "./acts.ts";

const MONEY = 200_000_000n;
const DOCUMENT = hashOf("the default is not cured");

/** A facility that two guarantors with money may cover, and its loans once they are made. */
export interface Guarded extends Lending {
  readonly drawdowns: readonly [bigint, bigint];
  readonly fund: Party;
  readonly insurer: Party;
}

/** What one guarantor bears, in a layer of its own. */
export interface Part {
  readonly by: Party;
  readonly bps?: bigint;
  readonly cap?: bigint;
  readonly premium?: bigint;
  readonly reserve?: bigint;
}

/** Fixture: agreed, nothing lent yet. */
export async function guardable(): Promise<Guarded> {
  const lending = await agreed();
  const { registrar, bank, euro, borrower } = lending;
  const terms = { roles: PartyRole.GUARANTOR, keys: 1, threshold: 1 };
  const join = async (name: string): Promise<Party> =>
    admit(lending, name, terms, async (call) => registrar.acts(call));
  const [guardian, insurer] = [await join("fund"), await join("insurer")];
  for (const party of [guardian, insurer, borrower])
    await bank.acts(euro.call("mint", party.address, MONEY, hashOf(`money of ${party.name}`)));
  return { ...lending, fund: guardian, insurer, drawdowns: [0n, 0n] };
}

/** What a party asks of the guarantees about the facility. */
export const acts = async (ledger: Lending, by: Party, name: string, ...args: unknown[]): Promise<Receipt> =>
  by.acts(ledger.facilityGuarantees.call(name, ledger.id, ...args));

export function termsOf(
  { today }: Lending,
  parts: readonly Part[],
): { layers: Record<string, bigint>[]; shares: Record<string, bigint | string>[] } {
  const validUntil = noonOf(today + 720n + 200n);
  return {
    layers: parts.map(({ bps = 0n, cap = MONEY }) => ({ bps, cap, validUntil })),
    shares: parts.map(({ by, premium = 0n, reserve = 0n }, layer) => ({
      layer: BigInt(layer),
      weight: 1n,
      guarantor: by.address,
      premium,
      reserve,
    })),
  };
}

export async function offer(ledger: Lending, parts: readonly Part[], by: Party = ledger.borrower): Promise<Receipt> {
  const { layers, shares } = termsOf(ledger, parts);
  return acts(ledger, by, "offer", GRACE, layers, shares);
}

export async function accept(ledger: Lending, by: Party, share: number): Promise<Receipt> {
  const { terms } = await ledger.facilityGuarantees.struct<{ terms: string }>("guaranteeOf", ledger.id);
  return acts(ledger, by, "accept", share, terms);
}

/** Offered by the borrower and accepted by all. */
export async function cover(ledger: Lending, parts: readonly Part[]): Promise<void> {
  await offer(ledger, parts);
  for (const [share, { by }] of parts.entries()) await accept(ledger, by, share);
}

/** Two loans, of 60 and of 32 parts in a hundred: the second a day later, and without the third lender. */
export async function lend(lending: Guarded): Promise<Guarded> {
  const { lenders, today } = lending;
  const drawdowns: bigint[] = [];
  for (const [amount, by] of [
    [60_000_000n, lenders],
    [40_000_000n, lenders.slice(0, 2)],
  ] as const) {
    const draw = await drawOf(lending, { amount, fundBy: (await now()) + DAY / 4n });
    const drawdown = await request(lending, draw);
    await fund({ ...lending, draw, drawdown }, ...by);
    await waitUntil(noonOf(today + BigInt(drawdowns.length + 1)));
    await close({ ...lending, draw, drawdown });
    drawdowns.push(drawdown);
  }
  return { ...lending, drawdowns: [drawdowns[0] ?? 0n, drawdowns[1] ?? 0n] };
}

/** Nothing paid after 180 days: recorded, and all made due by the lenders. */
export async function accelerate(ledger: Lending): Promise<void> {
  const { covenants, financier, id, today } = ledger;
  await waitUntil(noonOf(today + 190n));
  await financier.acts(covenants.call("recordDefault", id, Ground.PAYMENT));
  await makeDue(ledger);
}

/** The two larger lenders vote for it. */
export async function makeDue({ votes, lenders, id }: Lending): Promise<void> {
  await lenders[0].acts(votes.call("askAcceleration", id, (await now()) + DAY, DOCUMENT));
  await lenders[1].acts(votes.call("vote", id, 1n));
}

/** The grace after acceleration is over, and the agent has demanded cover. */
export async function demand(ledger: Lending): Promise<Receipt> {
  await waitUntil((await now()) + GRACE + 1n);
  return acts(ledger, ledger.lenders[0], "demand", REASON);
}

export const accountOf = async ({ facilityGuarantees, id }: Lending, share: number): Promise<Account> =>
  facilityGuarantees.struct<Account>("accountOf", id, share);

export interface Standing {
  readonly owed: bigint;
  readonly lacking: bigint;
  readonly returned: bigint;
}

/** What is owed by the borrower, what of it the lenders lack, and what came back for the guarantors. */
export async function standingOf({ loans, id }: Lending): Promise<Standing> {
  const [owed, lacking, returned] = (await loans.read("standingOf", id)).toArray() as bigint[];
  return { owed: owed ?? 0n, lacking: lacking ?? 0n, returned: returned ?? 0n };
}

/** What the lenders have had of both loans and can have now. */
export async function entitled({ facilities, drawdowns, lenders }: Guarded): Promise<bigint> {
  let sum = 0n;
  for (const drawdown of drawdowns) {
    for (const { address } of lenders) {
      sum += await facilities.uint("withdrawnBy", drawdown, address);
      sum += await facilities.uint("withdrawable", drawdown, address);
    }
  }
  return sum;
}
