import type { AssetId, Hash, Hex } from "../../../services/domain/brand.ts";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import type { RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import { randomHash } from "../chain/acting.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import { coverLoss, guarantee } from "./facilityCoverStory.ts";
import { ROLE } from "./ledger.ts";
import type { Actor, Ledger } from "./ledger.ts";
import { activeLien, verifiedAsset } from "./saleStory.ts";

/** What was lent, by name. Amounts in cents. */
export interface LendingStory {
  /** Lent, sold in part, seized in part, repaid, closed. */
  readonly facility: Hash;
  readonly drawdown: Hash;
  /** Made due, and covered by a guarantor. */
  readonly accelerated: Hash;
}

/** Nobody of whom other stories tell. */
interface Cast {
  readonly borrower: Actor;
  readonly stranger: Actor;
  readonly financier: Actor;
  readonly bank: Actor;
}

const DAY = 86_400n;
const YEAR = 365n;
const EUR = "0x455552";
/** ILendingEvents.Ground.REPORT */
const MISSING_REPORT = 3;

const hexOf = (id: bigint): Hash => `0x${id.toString(16).padStart(64, "0")}` as Hash;

/** What an event says, in its own words, of the facility contract if no other is named. */
function said({ logs }: RpcReceipt, event: string, arg: string, contract: ContractName = "Facilities"): bigint {
  const abi = interfaceOf(contract);
  const log = logs.find(({ topics }) => topics[0] === abi.getEvent(event)?.topicHash);
  if (!log) throw new Error(`nobody said ${event}`);
  return abi.parseLog(log)?.args[arg] as bigint;
}

/** Every act on a facility once at least. */
export async function playLending(ledger: Ledger, bank: Actor): Promise<LendingStory> {
  const cast: Cast = {
    borrower: await ledger.admit(ROLE.enterprise),
    stranger: await ledger.admit(ROLE.enterprise),
    financier: await ledger.admit(ROLE.financier),
    bank,
  };
  const { borrower, financier } = cast;
  const other = await ledger.admit(ROLE.financier);
  for (const lender of [financier, other]) {
    await ledger.does(bank, ledger.cash("mint", lender.account, 60_000n, randomHash()));
  }
  const today = BigInt(await timeOf(ledger)) / DAY;
  const syndicate = (name: string, ...args: unknown[]) => ledger.call("Syndication", name, ...args);
  const terms = termsOf(borrower, [financier, other], today);

  const given = await ledger.does(borrower, syndicate("propose", { ...terms, documentRoot: randomHash() }));
  await ledger.does(borrower, syndicate("withdraw", said(given, "FacilityProposed", "id"), randomHash()));
  const proposed = await ledger.does(borrower, syndicate("propose", terms));
  const facility = said(proposed, "FacilityProposed", "id");
  for (const lender of [financier, other]) await ledger.does(lender, syndicate("accept", facility));
  await ledger.does(financier, syndicate("satisfy", facility, 0, randomHash()));
  const asset = await verifiedAsset(ledger, "24", borrower);
  const secures = { debt: hexOf(facility), amount: 100_000n };
  const lien = await activeLien(ledger, { owner: borrower, lender: financier, asset }, 1, secures);
  await ledger.does(borrower, ledger.call("Collateral", "attach", facility, lien));
  const appraiser = await ledger.admit(ROLE.appraiser);
  const valued = await valueAt(ledger, appraiser, asset, 90_000n);
  await earn(ledger, { facility, asset }, cast);
  await novate(ledger, facility, borrower, financier, other);
  await refund(ledger, facility, cast, drawOf(today));
  const drawdown = await lend(ledger, facility, borrower, [financier, other], drawOf(today));
  await ledger.does(appraiser, ledger.call("Attestations", "revoke", valued, randomHash()));
  await ledger.does(cast.stranger, ledger.call("Covenants", "callMargin", facility));
  await valueAt(ledger, appraiser, asset, 80_000n);
  await ledger.does(cast.stranger, ledger.call("Covenants", "cure", facility));
  await watch(ledger, facility, cast, other, today);
  await repay(ledger, { facility, drawdown }, cast, other);
  const accelerated = await accelerate(ledger, cast, terms, today);
  return { facility: hexOf(facility), drawdown: hexOf(drawdown), accelerated };
}

/** @returns the valuation's id */
async function valueAt(ledger: Ledger, appraiser: Actor, asset: AssetId, value: bigint): Promise<Hash> {
  const words = { subject: asset, date: 1n, expiresAt: FAR_FUTURE, document: randomHash(), details: randomHash() };
  const receipt = await ledger.does(
    appraiser,
    ledger.call("Attestations", "attest", { ...words, kind: 0, value, currency: EUR }),
  );
  const abi = interfaceOf("Attestations");
  const log = receipt.logs.find(({ topics }) => topics[0] === abi.getEvent("Attested")?.topicHash);
  if (!log) throw new Error("nobody attested");
  return String(abi.parseLog(log)?.args["id"]) as Hash;
}

/** A report is late, and filed; a breach is waived, a term changed, each by both lenders. */
async function watch(ledger: Ledger, id: bigint, cast: Cast, other: Actor, today: bigint): Promise<void> {
  const { borrower, stranger, financier } = cast;
  const covenant = (name: string, ...args: unknown[]) => ledger.call("Covenants", name, id, ...args);
  const vote = (name: string, ...args: unknown[]) => ledger.call("Votes", name, id, ...args);
  await ledger.does(stranger, covenant("recordDefault", MISSING_REPORT));
  await ledger.does(borrower, covenant("report", 0, randomHash()));
  await ledger.does(stranger, covenant("cure"));
  const votesBy = (today + 10n) * DAY;
  await ledger.does(borrower, vote("askWaiver", votesBy, today * DAY, randomHash()));
  for (const lender of [financier, other]) await ledger.does(lender, vote("vote", 1));
  const dates = { maturityDay: today + 2n * YEAR, availableUntil: (today + YEAR) * DAY };
  const change = {
    rate: 60_000,
    lateRate: 10_000,
    maxLtvBps: 8_500,
    drawLtvBps: 8_000,
    graceDays: 9,
    cureTime: 0,
    ...dates,
  };
  await ledger.does(borrower, vote("askAmendment", votesBy, change, randomHash()));
  for (const lender of [other, financier]) await ledger.does(lender, vote("vote", 2));
  await ledger.does(stranger, vote("release", other.account));
  await ledger.does(stranger, vote("release", financier.account));
  // A vote that nobody else joins, so that units are still locked in the end.
  await ledger.does(borrower, vote("askWaiver", votesBy, today * DAY, randomHash()));
  await ledger.does(other, vote("vote", 3));
}

/** 10,000 are lent, and a report is missing: its lender, alone, makes all due, and a guarantor covers a part of it. */
async function accelerate(ledger: Ledger, cast: Cast, terms: Record<string, unknown>, today: bigint): Promise<Hash> {
  const { borrower, stranger, financier } = cast;
  const commitments = [{ lender: financier.account, amount: 10_000 }];
  const unsecured = { maxLtvBps: 0, drawLtvBps: 0, conditions: [], documentRoot: randomHash(), commitments };
  const asked = ledger.call("Syndication", "propose", { ...terms, ...unsecured });
  const facility = said(await ledger.does(borrower, asked), "FacilityProposed", "id");
  await ledger.does(financier, ledger.call("Syndication", "accept", facility));
  const guarantor = await guarantee(ledger, cast, facility);
  const schedule = [{ dueDay: today + 30n, principal: 10_000 }];
  const draw = { ...drawOf(today), amount: 10_000, minimum: 10_000, schedule };
  const drawdown = await lend(ledger, facility, borrower, [financier], draw);
  await ledger.does(stranger, ledger.call("Covenants", "recordDefault", facility, MISSING_REPORT));
  const votesBy = BigInt(await timeOf(ledger)) + DAY;
  await ledger.does(financier, ledger.call("Votes", "askAcceleration", facility, votesBy, randomHash()));
  await coverLoss(ledger, cast, { facility, drawdown }, guarantor);
  return hexOf(facility);
}

/** A royalty is assigned to the facility before anything is owed on it: all of it goes to the borrower. */
async function earn(
  ledger: Ledger,
  { facility, asset }: { readonly facility: bigint; readonly asset: AssetId },
  { borrower, stranger, financier, bank }: Cast,
): Promise<void> {
  const claim = await ledger.register(borrower, stranger, 500n);
  await ledger.acknowledge(stranger, claim, 500n);
  await ledger.does(bank, ledger.cash("mint", stranger.account, 100n, randomHash()));
  const give = ledger.call("Receivables", "assign", claim, financier.account, 500n, randomHash());
  await ledger.does(borrower, give);
  await ledger.does(financier, ledger.call("Income", "assign", facility, claim, asset));
  await ledger.does(stranger, ledger.call("Receivables", "pay", claim, 100n));
  await ledger.does(stranger, ledger.call("Income", "collect", claim));
}

const timeOf = async ({ network }: Ledger): Promise<number> => {
  const { timestamp } = await network.rpc.call<{ timestamp: Hex }>("eth_getBlockByNumber", ["latest", false]);
  return Number(timestamp);
};

function termsOf(borrower: Actor, lenders: readonly Actor[], today: bigint): Record<string, unknown> {
  return {
    borrower: borrower.account,
    agent: lenders[0]?.account,
    currency: EUR,
    convention: 2,
    rate: 50_000,
    lateRate: 10_000,
    feeBps: 100,
    maxLtvBps: 8_000,
    drawLtvBps: 7_500,
    policy: 0,
    majorityBps: 6_667,
    clock: -3_600,
    availableUntil: (today + YEAR) * DAY,
    maturityDay: today + 2n * YEAR,
    graceDays: 3,
    cureTime: 0,
    documentRoot: randomHash(),
    conditions: [randomHash()],
    reportDays: [today - 10n, today + 90n],
    commitments: lenders.map(({ account }) => ({ lender: account, amount: 50_000 })),
  };
}

const drawOf = (today: bigint) => ({
  amount: 60_001,
  minimum: 60_001,
  fundBy: (today + 2n) * DAY,
  schedule: [
    { dueDay: today + 30n, principal: 20_001 },
    { dueDay: today + 60n, principal: 40_000 },
  ],
});

type Draw = ReturnType<typeof drawOf>;

/** A part of the second lender's commitment to a third, then to the first. */
async function novate(ledger: Ledger, id: bigint, borrower: Actor, first: Actor, second: Actor): Promise<void> {
  const syndicate = (name: string, ...args: unknown[]) => ledger.call("Syndication", name, ...args);
  const third = await ledger.admit(ROLE.financier);
  for (const [to, amount] of [
    [third, 5_000],
    [first, 1_000],
  ] as const) {
    await ledger.does(second, syndicate("offerNovation", id, to.account, amount));
    await ledger.does(borrower, syndicate("consentNovation", id, second.account, to.account, amount));
    await ledger.does(to, syndicate("acceptNovation", id, second.account, amount));
  }
  await ledger.does(third, syndicate("offerNovation", id, second.account, 5_000));
  await ledger.does(borrower, syndicate("consentNovation", id, third.account, second.account, 5_000));
  await ledger.does(second, syndicate("acceptNovation", id, third.account, 5_000));
}

/** Under a pause nothing is lent: the lenders take back what they paid in. */
async function refund(ledger: Ledger, id: bigint, cast: Cast, draw: Draw): Promise<void> {
  const { borrower, financier } = cast;
  const syndicate = (name: string, ...args: unknown[]) => ledger.call("Syndication", name, ...args);
  const small = { ...draw, amount: 1, minimum: 1, schedule: [{ dueDay: draw.schedule[0]?.dueDay, principal: 1 }] };
  const requested = await ledger.does(borrower, syndicate("requestDraw", id, small));
  const drawdown = said(requested, "DrawRequested", "drawdown");
  await ledger.does(financier, syndicate("fund", drawdown));
  await ledger.does(ledger.operator, ledger.call("Facilities", "pause"));
  await ledger.does(borrower, syndicate("close", id, small));
  await ledger.does(borrower, syndicate("reclaim", drawdown, financier.account));
  await ledger.does(ledger.governor, ledger.call("Facilities", "unpause"));
}

async function lend(
  ledger: Ledger,
  id: bigint,
  borrower: Actor,
  lenders: readonly Actor[],
  draw: Draw,
): Promise<bigint> {
  const syndicate = (name: string, ...args: unknown[]) => ledger.call("Syndication", name, ...args);
  const requested = await ledger.does(borrower, syndicate("requestDraw", id, draw));
  const drawdown = said(requested, "DrawRequested", "drawdown");
  for (const lender of lenders) await ledger.does(lender, syndicate("fund", drawdown));
  await ledger.does(borrower, syndicate("close", id, draw));
  return drawdown;
}

async function repay(
  ledger: Ledger,
  { facility, drawdown }: { facility: bigint; drawdown: bigint },
  { borrower, stranger, financier, bank }: Cast,
  other: Actor,
): Promise<void> {
  const act = (name: string, ...args: unknown[]) => ledger.call("Facilities", name, ...args);
  const pay = (amount: number) => ledger.call("Loans", "pay", facility, 0, amount);
  await ledger.does(bank, ledger.cash("mint", borrower.account, 10_000n, randomHash()));
  await ledger.does(borrower, pay(1_001));
  await ledger.does(financier, act("assign", drawdown, other.account, 9_000, randomHash()));
  await sell(ledger, drawdown, { borrower, seller: financier, buyer: other });
  await ledger.does(ledger.operator, act("freezeUnits", other.account, drawdown, 25_000, randomHash()));
  await ledger.does(
    ledger.operator,
    act("forceTransfer", other.account, stranger.account, drawdown, 20_000, randomHash()),
  );
  await ledger.does(ledger.operator, act("freezeUnits", other.account, drawdown, 0, randomHash()));
  await ledger.does(borrower, pay(59_600));
  for (const holder of [financier, other, stranger]) await ledger.does(holder, act("redeem", drawdown));
}

/** 1,000 units for 980, counted against the buyer's limit on the borrower. */
async function sell(
  ledger: Ledger,
  id: bigint,
  { borrower, seller, buyer }: Readonly<Record<"borrower" | "seller" | "buyer", Actor>>,
): Promise<void> {
  const market = (name: string, ...args: unknown[]) => ledger.call("Market", name, ...args);
  const DEBTOR = 1;
  await ledger.does(buyer, market("setLimit", DEBTOR, borrower.account, EUR, 90_000n));
  const terms = { units: 1_000n, price: 980n, floor: 0n, deadline: 0n, expiry: FAR_FUTURE, buyers: [] };
  const asked = await ledger.does(seller, market("ask", { token: ledger.contracts.facilities, id, ...terms }));
  await ledger.does(buyer, market("take", said(asked, "Asked", "ask", "Market"), 1_000n, 980n));
}
