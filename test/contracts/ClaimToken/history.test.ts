import { expect } from "chai";
import { AbiCoder, ZeroHash, concat, id as hashOf, keccak256, toBeHex } from "ethers";

import { REASON, freezeUnits } from "./standing.ts";
import {
  Status,
  acknowledge,
  acknowledgedClaim,
  claimOf,
  give,
  pay,
  register,
  registeredClaim,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { deployCallee, through } from "../support/callees.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { loadFixture, now, outsider, provider } from "../support/network.ts";
import { send } from "../support/transactions.ts";
import type { Log } from "../support/transactions.ts";

/** Everything that can happen to a claim, with a second claim's events in between. */
async function longStory(): Promise<WithClaim & { readonly other: bigint }> {
  const ledger = await registeredClaim();
  const { id, supplier, subSupplier, financier, buyer, bank, enforcer, receivables, market } = ledger;
  const other = await register(ledger, invoice(ledger));
  await pay(ledger, id, 10_000n);
  await supplier.acts(receivables.call("withdraw", id));
  await acknowledge(ledger, id, { amount: FACE - 1n });
  await acknowledge(ledger, other);
  await give(ledger, id, supplier, subSupplier, 33_333n);
  await supplier.acts(
    receivables.call(
      "safeBatchTransferFrom",
      supplier.address,
      buyer.address,
      [id, other, id],
      [1n, 2n, 3n],
      hashOf("batch"),
    ),
  );
  await supplier.acts(
    market.call("ask", {
      token: receivables.address,
      id,
      units: 20_000n,
      price: 19_500n,
      floor: 0n,
      deadline: 0n,
      expiry: (await now()) + 1_000n,
      buyers: [],
    }),
  );
  await financier.acts(market.call("take", 1n, 7_000n, 20_000n));
  await freezeUnits(ledger, id, subSupplier, 5_000n);
  await enforcer.acts(
    receivables.call("forceTransfer", subSupplier.address, financier.address, id, 30_000n, REASON),
    receivables.call("setFrozenTokens", subSupplier.address, id, 0n),
  );
  await bank.acts(receivables.call("payFromBank", id, FACE, hashOf("wire")));
  await buyer.acts(receivables.call("refund", id));
  await enforcer.acts(receivables.call("forcedWithdraw", id, financier.address, buyer.address, REASON));
  for (const holder of [supplier, subSupplier, financier, buyer]) {
    await buyer.acts(receivables.call("redeemFor", id, holder.address));
  }
  return { ...ledger, other };
}

/** The claim's history as the chain's raw logs tell it: whatever names the claim and carries a sequence number. */
async function historyOf({ receivables }: WithClaim, id: bigint): Promise<Log[]> {
  const topics: string[] = [];
  receivables.interface.forEachEvent(({ inputs, topicHash }) => {
    if (inputs[1]?.name === "seq") topics.push(topicHash);
  });
  const filter = {
    fromBlock: "0x0",
    toBlock: "latest",
    address: receivables.address,
    topics: [topics, toBeHex(id, 32)],
  };
  return (await provider.request({ method: "eth_getLogs", params: [filter] })) as Log[];
}

const sequenceOf = ({ data }: Log): bigint => BigInt(data.slice(0, 66));

function headAfter(history: readonly Log[]): string {
  return history.reduce(
    (head, log) => {
      const event = keccak256(concat([...log.topics, log.data]));
      return keccak256(
        AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "bytes32"], [head, sequenceOf(log), event]),
      );
    },
    `0x${"00".repeat(32)}`,
  );
}

describe("A claim's history", () => {
  it("recomputed from the raw logs ends in the stored head", async () => {
    const ledger = await loadFixture(longStory);
    const { id, other, receivables } = ledger;
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    const history = await historyOf(ledger, id);
    expect(history.length > 20).to.equal(true);
    expect(headAfter(history)).to.equal(await receivables.text("headOf", id));
    expect(headAfter(await historyOf(ledger, other))).to.equal(await receivables.text("headOf", other));
  });

  it("numbers its events from one, without a gap", async () => {
    const ledger = await loadFixture(longStory);
    const { id, receivables } = ledger;
    const numbers = (await historyOf(ledger, id)).map(sequenceOf);
    expect(numbers).to.deep.equal(numbers.map((_, index) => BigInt(index + 1)));
    expect(await receivables.uint("sequenceOf", id)).to.equal(BigInt(numbers.length));
    expect((await claimOf(ledger, id)).seq).to.equal(BigInt(numbers.length));
  });

  // Those of servicing and guarantees are written by the runs of the invariants, which recompute every head.
  it("has every kind of event that a claim without servicing can have, but a cancellation", async () => {
    const ledger = await loadFixture(longStory);
    const seen = new Set((await historyOf(ledger, ledger.id)).map(({ topics }) => topics[0]));
    const missing: string[] = [];
    ledger.receivables.interface.forEachEvent(({ name, inputs, topicHash }) => {
      const ofOthers = ledger.servicing.interface.hasEvent(name) || ledger.guarantees.interface.hasEvent(name);
      if (inputs[1]?.name === "seq" && !ofOthers && !seen.has(topicHash)) missing.push(name);
    });
    expect(missing).to.deep.equal(["Cancelled"]);
  });

  it("commits to each event: one byte changed, and the head is another", async () => {
    const ledger = await loadFixture(longStory);
    const [first, ...rest] = await historyOf(ledger, ledger.id);
    if (first === undefined) throw new Error("the story left no history");
    const forged = { ...first, data: `${first.data.slice(0, -1)}${first.data.endsWith("0") ? "1" : "0"}` };
    expect(headAfter([forged, ...rest])).not.to.equal(await ledger.receivables.text("headOf", ledger.id));
  });

  it("names in each event the intent that caused it", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, receivables } = ledger;
    const signed = await buyer.signs([receivables.call("pay", id, 5n)]);
    await buyer.submits(signed);
    const last = (await historyOf(ledger, id)).at(-1);
    expect(last?.data.slice(66, 130)).to.equal(signed.intent.id.slice(2));
  });

  // What Parties keeps of an intent lasts as long as the transaction: the next act must not inherit it.
  it("names each its own, where one transaction carries intents in intents, failed ones, and acts of strangers", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, buyer, supplier, receivables, servicing, euro, relay } = ledger;
    const stranger = await deployCallee("forwarder");
    const pays = (amount: bigint) => receivables.call("pay", id, amount);
    const inner = await supplier.signs([receivables.call("withdraw", id)], { gas: 1_000_000n });
    const outer = await buyer.signs([
      pays(5n),
      supplier.account.call("execute", inner.intent, inner.signatures),
      pays(6n),
      through(stranger, receivables.call("withdrawFor", id, supplier.address)),
      pays(7n),
    ]);
    const failing = await buyer.signs([pays(8n), euro.call("transfer", outsider(5), 1n)]);
    const disputing = await buyer.signs([servicing.call("dispute", id, 9n, (await now()) + 1_000n, REASON)]);
    const turningOver = await supplier.signs([pays(2n)]);
    const crediting = await supplier.signs([servicing.call("proposeCredit", id, 3n, 0n, REASON)]);
    const before = (await historyOf(ledger, id)).length;
    await send(relay.call("relay", [outer, failing, disputing, turningOver, crediting]));

    const told = (await historyOf(ledger, id)).slice(before).map(({ topics, data }) => {
      return [receivables.interface.getEvent(topics[0] ?? "")?.name, `0x${data.slice(66, 130)}`];
    });
    expect(told).to.deep.equal([
      ["Paid", outer.intent.id],
      ["Withdrawn", inner.intent.id],
      ["Paid", outer.intent.id],
      ["Withdrawn", ZeroHash],
      ["Paid", outer.intent.id],
      ["Disputed", disputing.intent.id],
      ["Paid", turningOver.intent.id],
      ["CreditProposed", crediting.intent.id],
    ]);
  });
});
