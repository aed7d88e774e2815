import { Interface, id as hashOf } from "ethers";

import { deployTestContract } from "../support/built.ts";
import { admit, deployLedger, EUR, FUNDS, PartyRole } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { DAY, networkHelpers, now, provider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { send } from "../support/transactions.ts";
import type { Receipt } from "../support/transactions.ts";

/** As in {IFacilities}. */
export const FacilityStatus = { PROPOSED: 1n, AGREED: 2n, SUSPENDED: 3n, ACCELERATED: 4n, WITHDRAWN: 5n } as const;
export const DrawdownStatus = { NONE: 0n, DRAWN: 1n, REPAID: 2n } as const;
export const DrawStatus = { NONE: 0n, OPEN: 1n, DRAWN: 2n, REFUNDED: 3n } as const;

export interface Instalment {
  readonly dueDay: bigint;
  readonly principal: bigint;
}

export interface Draw {
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly fundBy: bigint;
  readonly schedule: readonly Instalment[];
}

export interface Terms {
  readonly commitments: readonly { lender: string; amount: bigint }[];
  readonly [name: string]: unknown;
}

/** A borrower, three lenders with money, and the facility between them. */
export interface Lending extends Ledger {
  readonly borrower: Party;
  readonly lenders: readonly [Party, Party, Party];
  readonly terms: Terms;
  readonly id: bigint;
  /** On which the tests begin, at noon. */
  readonly today: bigint;
}

/** A drawdown of 1,000,000.00 EUR, with its request. */
export interface Drawn extends Lending {
  readonly draw: Draw;
  readonly drawdown: bigint;
}

export const COMMITTED = [50_000_000n, 30_000_000n, 20_000_000n] as const;
export const CONDITION = hashOf("the pledge is registered");
export const EVIDENCE = hashOf("entry 17 of the register");
/** Of a drawdown of the whole: 0.50 %. */
export const FEES = 500_000n;

/** Noon of a day in UTC: a facility's days change at midnight of its own calendar. */
export const noonOf = (day: bigint): bigint => day * DAY + DAY / 2n;

export async function waitUntil(instant: bigint): Promise<void> {
  await networkHelpers.time.increaseTo(instant);
}

export async function termsOf(
  borrower: Party,
  lenders: readonly Party[],
  today: bigint,
  given: Record<string, unknown> = {},
): Promise<Terms> {
  return {
    borrower: borrower.address,
    agent: lenders[0]?.address,
    currency: EUR,
    convention: 0n,
    rate: 43_500n,
    lateRate: 20_000n,
    feeBps: 50n,
    maxLtvBps: 0n,
    drawLtvBps: 0n,
    policy: 0n,
    majorityBps: 6_667n,
    clock: 0n,
    availableUntil: (await now()) + 90n * DAY,
    maturityDay: today + 720n,
    graceDays: 5n,
    cureTime: 10n * DAY,
    documentRoot: hashOf("loan agreement 7"),
    conditions: [CONDITION],
    reportDays: [today + 90n, today + 180n],
    commitments: lenders.map((lender, at) => ({ lender: lender.address, amount: COMMITTED[at] ?? 1n })),
    ...given,
  };
}

/** Fixture: terms that nobody has proposed yet. */
export async function parties(): Promise<Lending> {
  const ledger = await deployLedger();
  const { registrar, bank, euro, supplier: borrower } = ledger;
  const join = async (name: string): Promise<Party> => {
    const financier = { roles: PartyRole.FINANCIER, keys: 1, threshold: 1 };
    const party = await admit(ledger, name, financier, async (call) => registrar.acts(call));
    await bank.acts(euro.call("mint", party.address, FUNDS, hashOf(`deposit of ${name}`)));
    return party;
  };
  const lenders = [await join("first lender"), await join("second lender"), await join("third lender")] as const;
  const today = (await now()) / DAY + 1n;
  await waitUntil(noonOf(today));
  const terms = await termsOf(borrower, lenders, today);
  return { ...ledger, borrower, lenders, terms, today, id: await ledger.syndication.uint("idOf", terms) };
}

/** Fixture: proposed. */
export async function proposed(): Promise<Lending> {
  const lending = await parties();
  await lending.borrower.acts(lending.syndication.call("propose", lending.terms));
  return lending;
}

/** Proposes, accepts by all and satisfies the condition. */
async function agreeOn(lending: Lending): Promise<Lending> {
  const { borrower, syndication, lenders, terms, id } = lending;
  await borrower.acts(syndication.call("propose", terms));
  for (const lender of lenders) await lender.acts(syndication.call("accept", id));
  await lenders[0].acts(syndication.call("satisfy", id, 0n, EVIDENCE));
  return lending;
}

/** Fixture: accepted by all lenders, its condition satisfied. */
export async function agreed(): Promise<Lending> {
  return agreeOn(await parties());
}

/** As {@link agreed}, on other terms. */
export async function agreedWith(given: Record<string, unknown>): Promise<Lending> {
  const before = await parties();
  const terms = await termsOf(before.borrower, before.lenders, before.today, given);
  return agreeOn({ ...before, terms, id: await before.syndication.uint("idOf", terms) });
}

/** Half after 180 days, half after 360. */
export async function drawOf({ today }: Lending, given: Partial<Draw> = {}): Promise<Draw> {
  const amount = given.amount ?? 100_000_000n;
  const schedule = [
    { dueDay: today + 180n, principal: amount / 2n },
    { dueDay: today + 360n, principal: amount - amount / 2n },
  ];
  return { amount, minimum: amount / 2n, fundBy: (await now()) + 5n * DAY, schedule, ...given };
}

export async function request(lending: Lending, draw: Draw): Promise<bigint> {
  const { borrower, syndication, facilities, id } = lending;
  const receipt = await borrower.acts(syndication.call("requestDraw", id, draw));
  const [told] = facilities.events(receipt, "DrawRequested");
  return told?.["drawdown"] as bigint;
}

/** Fixture: requested, nobody has paid in. */
export async function requested(): Promise<Drawn> {
  const lending = await agreed();
  const draw = await drawOf(lending);
  return { ...lending, draw, drawdown: await request(lending, draw) };
}

export async function fund({ syndication, drawdown }: Drawn, ...lenders: readonly Party[]): Promise<void> {
  for (const lender of lenders) await lender.acts(syndication.call("fund", drawdown));
}

export async function close({ syndication, borrower, id, draw }: Drawn, by: Party = borrower): Promise<Receipt> {
  return by.acts(syndication.call("close", id, draw));
}

/** Fixture: lent in full, on `today`; the borrower has money to pay interest with. */
export async function drawn(): Promise<Drawn> {
  return lendAll(await requested());
}

/** Lends what was requested, and gives the borrower money to pay interest with. */
export async function lendAll(lending: Drawn): Promise<Drawn> {
  const { bank, euro, borrower, lenders } = lending;
  await fund(lending, ...lenders);
  await close(lending);
  await bank.acts(euro.call("mint", borrower.address, 50_000_000n, hashOf("what the borrower earns")));
  return lending;
}

export async function pay(
  { loans, borrower, id }: Lending,
  amount: bigint,
  named = 0n,
  by: Party = borrower,
): Promise<Receipt> {
  return by.acts(loans.call("pay", id, named, amount));
}

export const debtOf = (fees: bigint, interest: bigint, principal: bigint): bigint[] => [fees, interest, principal];

/** What is owed in all, and what of it is due, at the end of a day. */
export async function owedAt({ loans, drawdown }: Drawn, day: bigint): Promise<{ owed: unknown; due: unknown }> {
  const answer = await loans.read("owedAt", drawdown, day);
  const [owed, due] = answer.toArray(true) as unknown[];
  return { owed, due };
}

/** As in {ILendingEvents}. */
export const Ground = { NONE: 0n, PAYMENT: 1n, MARGIN: 2n, REPORT: 3n } as const;

const SETTABLE = new Interface(["function set(uint256 id, uint256 value)"]);

/** Up to 50 % of the value may be drawn, above 60 % a margin may be called. */
const SECURED = { maxLtvBps: 6_000n, drawLtvBps: 5_000n };

/** What the facility's liens are worth from now on. */
export async function value({ collateral, id }: Lending, amount: bigint): Promise<void> {
  await send({ target: collateral.address, data: SETTABLE.encodeFunctionData("set", [id, amount]) });
}

/** Collateral that is worth what one says, in the place that the contracts ask. */
async function placeCollateral({ collateral }: Lending): Promise<void> {
  const { address } = await deployTestContract("test/contracts/Facilities/FixedCollateral.sol");
  const code: unknown = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
  await networkHelpers.setCode(collateral.address, String(code));
}

/** Fixture: agreed, secured by twice what is committed; the request is not made yet. */
export async function secured(): Promise<Omit<Drawn, "drawdown">> {
  const before = await parties();
  await placeCollateral(before);
  const { borrower, lenders, today, syndication } = before;
  const terms = await termsOf(borrower, lenders, today, SECURED);
  const lending = await agreeOn({ ...before, terms, id: await syndication.uint("idOf", terms) });
  await value(lending, 200_000_000n);
  return { ...lending, draw: await drawOf(lending) };
}

/** Fixture: as {@link secured}, and drawn in full. */
export async function securedDrawn(): Promise<Drawn> {
  const lending = await secured();
  return lendAll({ ...lending, drawdown: await request(lending, lending.draw) });
}

const CHANGEABLE = [
  ...["rate", "lateRate", "maturityDay", "maxLtvBps", "drawLtvBps"],
  ...["graceDays", "cureTime", "availableUntil"],
];

/** All terms that lenders can change: as agreed, but for those given. As in {ILendingEvents}. */
export const changeOf = (terms: Terms, given: Record<string, bigint> = {}): Record<string, unknown> => ({
  ...Object.fromEntries(CHANGEABLE.map((name) => [name, terms[name]])),
  ...given,
});
