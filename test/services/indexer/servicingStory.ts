import type { ClaimId } from "../../../services/domain/brand.ts";
import { randomHash } from "../chain/acting.ts";
import type { Actor, Ledger } from "./ledger.ts";

interface Cast {
  readonly supplier: Actor;
  readonly subSupplier: Actor;
  readonly buyer: Actor;
  readonly financier: Actor;
  readonly bank: Actor;
}

const LONG_AGO = 1n;
const MUCH_LATER = 4_000_000_000n;
const DAY = 86_400;
/** As in IServicingEvents.Making. */
const [PAID, OWED, REDUCED] = [0, 1, 2];

/** Every act of servicing once at least. @returns the claim in which most of it happened, written off in the end */
export async function playServicing(ledger: Ledger, cast: Cast): Promise<ClaimId> {
  const { supplier, buyer } = cast;
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, ...args);
  const reason = randomHash();
  const claim = await ledger.register(supplier, buyer, 10_000n);
  await ledger.does(buyer, serve("reject", claim, reason));
  await ledger.acknowledge(buyer, claim, 10_000n);
  await ledger.does(supplier, serve("proposeAmendment", claim, LONG_AGO, reason));
  await ledger.does(buyer, serve("acceptAmendment", claim, LONG_AGO, reason));
  await playRecourse(ledger, cast, claim);
  await playCredits(ledger, cast, claim);
  await playEnds(ledger, cast, claim);
  await playMoney(ledger, cast);
  return claim;
}

async function playRecourse(ledger: Ledger, cast: Cast, claim: ClaimId): Promise<void> {
  const { supplier, subSupplier, buyer, financier } = cast;
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, ...args);
  const act = (name: string, ...args: unknown[]) => ledger.call("Receivables", name, ...args);
  const reason = randomHash();
  await ledger.does(supplier, serve("giveRecourse", claim, 0, 5 * DAY));
  await ledger.does(supplier, act("assign", claim, financier.account, 3_000n, reason));
  await ledger.does(supplier, act("assign", claim, subSupplier.account, 2_000n, reason));
  await ledger.does(financier, act("pay", claim, 101n));
  await ledger.does(financier, serve("put", claim, 3_000n));
  await ledger.does(financier, serve("withdrawPut", claim, financier.account), serve("put", claim, 2_500n));
  const seizure = [financier.account, buyer.account, claim, 1_000n, reason];
  await ledger.does(ledger.operator, act("forceTransfer", ...seizure));
  await ledger.does(supplier, serve("buyBack", claim, financier.account));
  await ledger.does(subSupplier, serve("put", claim, 700n));
}

async function playCredits(ledger: Ledger, { supplier, buyer }: Cast, claim: ClaimId): Promise<void> {
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, ...args);
  const [reason, note] = [randomHash(), randomHash()];
  await ledger.does(buyer, serve("dispute", claim, 50n, MUCH_LATER, reason));
  await ledger.does(buyer, serve("withdrawDispute", claim, reason));
  await ledger.does(buyer, serve("dispute", claim, 500n, MUCH_LATER, reason));
  await ledger.does(supplier, serve("proposeCredit", claim, 77n, PAID, note));
  await ledger.does(buyer, serve("declineCredit", claim, reason));
  await ledger.does(supplier, serve("proposeCredit", claim, 77n, PAID, note));
  await ledger.does(buyer, serve("acceptCredit", claim, 77n, note));
  await ledger.does(supplier, serve("proposeCredit", claim, 200n, OWED, note));
  await ledger.does(buyer, serve("acceptCredit", claim, 200n, note));
  await ledger.does(supplier, serve("payCredit", claim, 13n));
  await ledger.does(supplier, serve("proposeCredit", claim, 5n, OWED, note));
}

/** One claim credited to nothing, the other written off. */
async function playEnds(ledger: Ledger, { supplier, buyer }: Cast, claim: ClaimId): Promise<void> {
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, ...args);
  const note = randomHash();
  const credited = await ledger.register(supplier, buyer, 400n);
  await ledger.acknowledge(buyer, credited, 400n);
  for (const amount of [150n, 250n]) {
    await ledger.does(supplier, serve("proposeCredit", credited, amount, REDUCED, note));
    await ledger.does(buyer, serve("acceptCredit", credited, amount, note));
  }
  await ledger.does(ledger.operator, serve("writeOff", claim, note));
}

/** A discount that is taken, a wire in excess and a deposit, both recalled in part. */
async function playMoney(ledger: Ledger, { supplier, subSupplier, buyer, bank }: Cast): Promise<void> {
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, ...args);
  const wire = (id: ClaimId, amount: bigint, ref: string) => ledger.call("Receivables", "payFromBank", id, amount, ref);
  const [excess, deposit, reason] = [randomHash(), randomHash(), randomHash()];
  const claim = await ledger.register(supplier, buyer, 1_000n);
  await ledger.does(supplier, serve("grantDiscount", claim, 200, MUCH_LATER));
  await ledger.acknowledge(buyer, claim, 1_000n);
  await ledger.does(bank, wire(claim, 980n, randomHash()));
  await ledger.does(buyer, serve("takeDiscount", claim));
  await ledger.does(supplier, ledger.call("Receivables", "withdraw", claim), serve("payCredit", claim, 20n));
  await ledger.does(bank, wire(claim, 50n, excess), serve("recallWire", claim, excess, 50n, 20n, reason));
  const recall = ledger.cash("recall", deposit, subSupplier.account, 40n, 15n, reason);
  await ledger.does(bank, ledger.cash("mint", subSupplier.account, 40n, deposit), recall);
}
