import { expect } from "chai";
import { concat } from "ethers";

import { deployCallee, leastGas, passes, slotOf } from "../support/callees.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { RELAYER, loadFixture, now, outsider } from "../support/network.ts";
import { UNUSED, done, failed, outcomeOf } from "../support/outcomes.ts";
import type { Party, SignedIntent } from "../support/party.ts";
import { decode } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import type { Receipt } from "../support/transactions.ts";

const HOG_GAS = 1_000_000n;

async function withCallees() {
  const ledger = await deployLedger();
  const callees = {
    counter: await deployCallee("counter"),
    echo: await deployCallee("echo"),
    hog: await deployCallee("hog"),
    bomb: await deployCallee("bomb"),
  };
  return { ...ledger, ...callees };
}

/** Has a stranger relay the items. */
async function relay({ relay: contract }: Ledger, items: readonly SignedIntent[], gas?: bigint): Promise<Receipt> {
  return send(contract.call("relay", items), outsider(7), gas);
}

async function calling(party: Party, callee: string, gas = HOG_GAS): Promise<SignedIntent> {
  return party.signs([{ target: callee, data: "0x" }], { gas });
}

/** Index, account, intent and error of everything that accounts or the relay refused. */
function refusals({ relay: contract }: Ledger, receipt: Receipt) {
  return contract.events(receipt, "IntentRefused").map(({ reason, ...rest }) => {
    return { ...rest, error: decode(String(reason)).name };
  });
}

describe("Relay.relay", () => {
  it("executes the intents of many accounts in one transaction", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, subSupplier, buyer, counter } = ledger;
    const items = await Promise.all([supplier, subSupplier, buyer].map((party) => calling(party, counter)));
    const receipt = await relay(ledger, items);
    expect(await slotOf(counter)).to.equal(3n);
    expect(refusals(ledger, receipt)).to.be.empty;
    expect(ledger.relay.events(receipt, "NotAttempted")).to.be.empty;
    for (const [index, party] of [supplier, subSupplier, buyer].entries()) {
      const item = items[index];
      if (item === undefined) throw new Error("no item");
      expect(await outcomeOf(party, item.intent.id)).to.equal(done(item.intent));
    }
  });

  it("executes several intents of one account in their order", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, counter } = ledger;
    const items = [await calling(supplier, counter), await calling(supplier, counter)];
    const receipt = await relay(ledger, items);
    const ids = supplier.account.events(receipt, "IntentDone").map((event) => event["id"]);
    expect(ids).to.deep.equal(items.map(({ intent }) => intent.id));
  });

  it("does nothing with no items", async () => {
    const ledger = await loadFixture(withCallees);
    expect((await relay(ledger, [])).logs).to.be.empty;
  });

  for (const name of ["echo", "hog", "bomb"] as const) {
    it(`isolates an item whose call is to the ${name} from its neighbours`, async () => {
      const ledger = await loadFixture(withCallees);
      const { supplier, subSupplier, buyer, counter } = ledger;
      const bad = await calling(subSupplier, ledger[name]);
      const items = [await calling(supplier, counter), bad, await calling(buyer, counter)];
      const receipt = await relay(ledger, items);
      expect(await slotOf(counter)).to.equal(2n);
      expect(await outcomeOf(subSupplier, bad.intent.id)).to.equal(failed(bad.intent));
      expect(subSupplier.account.events(receipt, "IntentFailed")).to.have.length(1);
      expect(refusals(ledger, receipt)).to.be.empty;
    });
  }

  it("isolates items that accounts refuse, says why, and consumes nothing of them", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, subSupplier, buyer, counter } = ledger;
    const wrong = { ...(await calling(buyer, counter)), signatures: concat(["0x", `0x${"00".repeat(130)}`]) };
    const late = await subSupplier.signs([{ target: counter, data: "0x" }], { deadline: await now() });
    const stale = await supplier.signs([{ target: counter, data: "0x" }], { epoch: 9n });
    const good = await calling(supplier, counter);
    const receipt = await relay(ledger, [wrong, late, stale, good, good]);
    const refused = [
      { index: 0n, account: buyer.address, id: wrong.intent.id, error: "MalformedSignature" },
      { index: 1n, account: subSupplier.address, id: late.intent.id, error: "IntentExpired" },
      { index: 2n, account: supplier.address, id: stale.intent.id, error: "StaleEpoch" },
      { index: 4n, account: supplier.address, id: good.intent.id, error: "IntentConsumed" },
    ];
    expect(refusals(ledger, receipt)).to.deep.equal(refused);
    expect(await slotOf(counter)).to.equal(1n);
    expect(await outcomeOf(buyer, wrong.intent.id)).to.equal(UNUSED);
    expect(await outcomeOf(subSupplier, late.intent.id)).to.equal(UNUSED);
    expect(await outcomeOf(supplier, stale.intent.id)).to.equal(UNUSED);
    expect(await outcomeOf(supplier, good.intent.id)).to.equal(done(good.intent));
  });

  it("never calls what Parties did not make, however it looks", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, parties, receivables, counter } = ledger;
    const good = await calling(supplier, counter);
    const implementation = await parties.text("accountImplementation");
    const foreign = [counter, RELAYER, implementation, parties.address, receivables.address];
    const receipt = await relay(ledger, [...foreign.map((account) => ({ ...good, account })), good]);
    expect(await slotOf(counter)).to.equal(1n);
    const reasons = ledger.relay.events(receipt, "IntentRefused").map(({ index, reason }) => {
      return { index, ...decode(String(reason)) };
    });
    expect(reasons).to.deep.equal(
      foreign.map((account, index) => ({ index: BigInt(index), name: "NotAnAccount", args: [account] })),
    );
  });

  it("isolates a relay inside of an intent from that intent's neighbours", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, subSupplier, buyer, counter } = ledger;
    const inner = await calling(subSupplier, counter, 200_000n);
    const own = await calling(supplier, counter, 200_000n);
    const nested = ledger.relay.call("relay", [inner, own]);
    const outer = await supplier.signs([nested], { gas: 2_000_000n });
    const receipt = await relay(ledger, [outer, await calling(buyer, counter), inner]);
    expect(refusals(ledger, receipt)).to.deep.equal([
      { index: 1n, account: supplier.address, id: own.intent.id, error: "IntentInProgress" },
      { index: 2n, account: subSupplier.address, id: inner.intent.id, error: "IntentConsumed" },
    ]);
    expect(await slotOf(counter)).to.equal(2n);
    expect(await outcomeOf(supplier, outer.intent.id)).to.equal(done(outer.intent));
    expect(await outcomeOf(subSupplier, inner.intent.id)).to.equal(done(inner.intent));
    expect(await outcomeOf(supplier, own.intent.id)).to.equal(UNUSED);
  });
});

describe("Relay.relay, short of gas", () => {
  async function threeItems() {
    const ledger = await withCallees();
    const { supplier, subSupplier, buyer, counter } = ledger;
    const items = await Promise.all([supplier, subSupplier, buyer].map((party) => calling(party, counter)));
    const outcomes = () =>
      Promise.all(
        [supplier, subSupplier, buyer].map((party, index) => outcomeOf(party, items[index]?.intent.id ?? "")),
      );
    return { ...ledger, items, outcomes, expected: items.map(({ intent }) => done(intent)) };
  }

  /** Indices from which on the relay attempted nothing. */
  const stoppedAt = ({ relay: contract }: Ledger, receipt: Receipt) =>
    contract.events(receipt, "NotAttempted").map((event) => event["from"]);

  it("stops at the item that cannot get its gas and consumes neither it nor the rest", async () => {
    const ledger = await loadFixture(threeItems);
    const receipt = await relay(ledger, ledger.items, HOG_GAS + 200_000n);
    expect(stoppedAt(ledger, receipt)).to.deep.equal([1n]);
    expect(await ledger.outcomes()).to.deep.equal([ledger.expected[0], UNUSED, UNUSED]);
    expect(refusals(ledger, receipt)).to.be.empty;
  });

  it("leaves what was not attempted to be relayed again", async () => {
    const ledger = await loadFixture(threeItems);
    await relay(ledger, ledger.items, HOG_GAS + 200_000n);
    await relay(ledger, ledger.items.slice(1));
    expect(await ledger.outcomes()).to.deep.equal(ledger.expected);
    expect(await slotOf(ledger.counter)).to.equal(3n);
  });

  it("does not let a hog take the gas of the items behind it", async () => {
    const ledger = await loadFixture(threeItems);
    const { bank, hog, items } = ledger;
    const receipt = await relay(ledger, [await calling(bank, hog, 300_000n), ...items], HOG_GAS + 1_200_000n);
    expect(stoppedAt(ledger, receipt)).to.be.empty;
    expect(await ledger.outcomes()).to.deep.equal(ledger.expected);
  });

  it("consumes a prefix of the items and says where it stopped, at every amount of gas", async () => {
    const ledger = await loadFixture(threeItems);
    const least = await leastGas(ledger.relay.call("relay", ledger.items), 10_000_000n);
    const seen = new Set<number>();
    for (let gas = least; gas < HOG_GAS + 500_000n; gas += gas < least + 40_000n ? 1_999n : 29_989n) {
      const again = await loadFixture(threeItems);
      const receipt = await relay(again, again.items, gas);
      const outcomes = await again.outcomes();
      const consumed = outcomes.filter((outcome) => outcome !== UNUSED).length;
      const prefix = again.expected.map((outcome, index) => (index < consumed ? outcome : UNUSED));
      expect(outcomes).to.deep.equal(prefix);
      expect(stoppedAt(again, receipt)).to.deep.equal(consumed === 3 ? [] : [BigInt(consumed)]);
      expect(refusals(again, receipt)).to.be.empty;
      seen.add(consumed);
    }
    expect([...seen].sort()).to.deep.equal([0, 1, 2, 3]);
  });

  it("keeps enough back to say where it stopped, so that short of gas it never loses what is done", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, subSupplier, buyer, counter } = ledger;
    const parties = [supplier, subSupplier, buyer];
    const items = await Promise.all(parties.map((party) => calling(party, counter, 60_000n)));
    const call = ledger.relay.call("relay", items);
    const least = await leastGas(call, 1_000_000n);
    const reverting: bigint[] = [];
    for (let gas = least; gas < least + 300_000n; gas += 331n)
      if (!(await passes(call, gas))) reverting.push(gas - least);
    expect(reverting).to.be.empty;
  });
});
