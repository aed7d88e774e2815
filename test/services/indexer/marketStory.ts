import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "../../../services/domain/brand.ts";
import type { ClaimId } from "../../../services/domain/brand.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import { ROLE } from "./ledger.ts";
import type { Actor, Ledger } from "./ledger.ts";

/** What was bid for, by name. Amounts in cents. */
export interface MarketStory {
  /** Sold in parts by a counter-offer, in a round and on a standing offer. */
  readonly traded: ClaimId;
  /** Bids more than it has. */
  readonly poor: Actor;
}

interface Traders {
  readonly supplier: Actor;
  readonly buyer: Actor;
  readonly financier: Actor;
}

const NOBODY = `0x${"00".repeat(20)}`;
const EUR = "0x455552";

/** Bids, a counter-offer, a round whose best bidder cannot pay, a limit and a standing offer. The asks are 3 and 4. */
export async function playMarket(ledger: Ledger, traders: Traders): Promise<MarketStory> {
  const { supplier, buyer, financier } = traders;
  const market = (name: string, ...args: unknown[]) => ledger.call("Market", name, ...args);
  const traded = await ledger.register(supplier, buyer, 10_000n);
  await ledger.acknowledge(buyer, traded, 10_000n);
  await ledger.does(financier, market("setLimit", 1, buyer.account, EUR, 9_000n));
  await ledger.does(supplier, market("ask", offerOf(ledger, traded, { units: 4_000n, price: 4_000n, floor: 3_000n })));
  await ledger.does(financier, market("bid", 3, 1_000n, 950n, FAR_FUTURE), market("bid", 3, 10n, 9n, FAR_FUTURE));
  await ledger.does(supplier, market("counter", 1, 980n, FAR_FUTURE));
  await ledger.does(financier, market("accept", 1, 980n), market("withdrawBid", 2));
  const poor = await playRound(ledger, traded, traders);
  await playStandingOffer(ledger, traded, traders);
  await ledger.does(buyer, ledger.call("Receivables", "pay", traded, 10_000n));
  return { traded, poor };
}

async function playRound(ledger: Ledger, claim: ClaimId, { supplier, financier }: Traders): Promise<Actor> {
  const market = (name: string, ...args: unknown[]) => ledger.call("Market", name, ...args);
  const poor = await ledger.admit(ROLE.financier);
  const deadline = (await timeOf(ledger)) + 3n;
  const terms = { units: 2_000n, price: 0n, floor: 1_900n, deadline };
  await ledger.does(supplier, market("ask", offerOf(ledger, claim, terms)));
  await ledger.does(poor, market("bid", 4, 2_000n, 1_990n, FAR_FUTURE));
  await ledger.does(financier, market("bid", 4, 2_000n, 1_950n, FAR_FUTURE));
  await sleep(Number(deadline + 1n) * 1000 - Date.now());
  await ledger.does(poor, market("close", 4));
  return poor;
}

async function playStandingOffer(ledger: Ledger, claim: ClaimId, { supplier, buyer, financier }: Traders) {
  const standing = (name: string, ...args: unknown[]) => ledger.call("StandingOffers", name, ...args);
  const named = { token: ledger.contracts.receivables, seller: NOBODY, debtor: buyer.account, currency: EUR };
  const terms = { ...named, limit: 3_000n, rate: 45, basis: 360, maxDays: 65_535, until: FAR_FUTURE };
  await ledger.does(financier, standing("offer", terms));
  await ledger.does(supplier, standing("takeOffer", 1, claim, 2_500n, 1n));
  await ledger.does(supplier, standing("entrust", 1, false), standing("entrust", 1, true));
  await ledger.does(financier, standing("withdrawOffer", 1));
}

/** Fields of {IMarket-Offer} that a test is about. */
interface AskTerms {
  readonly units: bigint;
  readonly price: bigint;
  readonly floor?: bigint;
  readonly deadline?: bigint;
  readonly buyers?: readonly Actor[];
}

export const offerOf = (ledger: Ledger, id: ClaimId, { units, price, floor, deadline, buyers }: AskTerms) => ({
  token: ledger.contracts.receivables,
  id,
  units,
  price,
  floor: floor ?? 0n,
  deadline: deadline ?? 0n,
  expiry: FAR_FUTURE,
  buyers: (buyers ?? []).map(({ account }) => account),
});

async function timeOf({ network }: Ledger): Promise<bigint> {
  const block = await network.rpc.call<{ timestamp: Hex }>("eth_getBlockByNumber", ["latest", false]);
  return BigInt(block.timestamp);
}
