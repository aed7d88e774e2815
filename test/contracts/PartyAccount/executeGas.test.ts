import { expect } from "chai";
import { hexlify } from "ethers";

import { deployCallee, leastGas, slotOf } from "../support/callees.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { UNUSED, done, failed, outcomeOf } from "../support/outcomes.ts";
import type { Party } from "../support/party.ts";
import { refusalOf } from "../support/refusal.ts";

/** Enough for one bomb to be made, too little for it to be copied once. */
const FOR_ONE_BOMB = 900_000n;

async function withCallees() {
  const ledger = await deployLedger();
  const callees = {
    echo: await deployCallee("echo"),
    hog: await deployCallee("hog"),
    bomb: await deployCallee("bomb"),
    successfulBomb: await deployCallee("successfulBomb"),
    gauge: await deployCallee("gauge"),
    counter: await deployCallee("counter"),
  };
  return { ...ledger, ...callees };
}

/** The reason of the failure that the receipt tells of. */
async function reasonOf(party: Party, receipt: Awaited<ReturnType<Party["submits"]>>): Promise<unknown> {
  const [event] = party.account.events(receipt, "IntentFailed");
  return event?.["reason"];
}

describe("PartyAccount.execute, its gas and answers", () => {
  it("keeps a reason of 256 bytes whole", async () => {
    const { supplier, echo } = await loadFixture(withCallees);
    const data = hexlify(Uint8Array.from({ length: 256 }, (_, index) => index));
    const receipt = await supplier.submits(await supplier.signs([{ target: echo, data }]));
    expect(await reasonOf(supplier, receipt)).to.equal(data);
  });

  it("cuts a longer reason at 256 bytes", async () => {
    const { supplier, echo } = await loadFixture(withCallees);
    const data = hexlify(Uint8Array.from({ length: 300 }, (_, index) => index % 251));
    const receipt = await supplier.submits(await supplier.signs([{ target: echo, data }]));
    expect(await reasonOf(supplier, receipt)).to.equal(data.slice(0, 2 + 2 * 256));
  });

  it("does not pay for copying a returndata bomb, neither inside of the calls nor outside", async () => {
    const { supplier, bomb } = await loadFixture(withCallees);
    const signed = await supplier.signs([{ target: bomb, data: "0x" }], { gas: FOR_ONE_BOMB });
    const receipt = await supplier.submits(signed, 1_100_000n);
    expect(await reasonOf(supplier, receipt)).to.equal(`0x${"00".repeat(256)}`);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(failed(signed.intent));
  });

  it("does not pay for copying the answer of a call that succeeds", async () => {
    const { supplier, successfulBomb } = await loadFixture(withCallees);
    const signed = await supplier.signs([{ target: successfulBomb, data: "0x" }], { gas: FOR_ONE_BOMB });
    await supplier.submits(signed, 1_100_000n);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(done(signed.intent));
  });

  it("gives a gas hog the gas of its intent and no more, and consumes the intent", async () => {
    const { supplier, hog, counter } = await loadFixture(withCallees);
    const gas = 400_000n;
    const signed = await supplier.signs(
      [counter, hog].map((target) => ({ target, data: "0x" })),
      { gas },
    );
    const { gasUsed } = await supplier.submits(signed, 20_000_000n);
    expect(gasUsed > gas - gas / 64n && gasUsed < gas + 150_000n, `used ${String(gasUsed)}`).to.be.true;
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(failed(signed.intent));
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("consumes nothing when submitted with too little gas, and runs when submitted with enough", async () => {
    const { supplier, counter } = await loadFixture(withCallees);
    const signed = await supplier.signs([{ target: counter, data: "0x" }], { gas: 2_000_000n });
    const refused = await refusalOf(supplier.submits(signed, 2_000_000n));
    expect(refused.error).to.equal("InsufficientGas");
    const [available, needed] = refused.args as [bigint, bigint];
    expect(needed > signed.intent.gas && available < needed).to.be.true;
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(UNUSED);
    await supplier.submits(signed);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(done(signed.intent));
  });

  it("gives the calls the same gas whether it was submitted with just enough or with plenty", async () => {
    const { supplier, gauge } = await loadFixture(withCallees);
    const measured: bigint[] = [];
    for (const plenty of [true, false]) {
      const { gauge: fresh, supplier: party } = await loadFixture(withCallees);
      expect([fresh, party.address]).to.deep.equal([gauge, supplier.address]);
      const signed = await party.signs([{ target: fresh, data: "0x" }], { gas: 1_000_000n });
      const call = party.account.call("execute", signed.intent, signed.signatures);
      await party.submits(signed, plenty ? 20_000_000n : await leastGas(call, 20_000_000n));
      measured.push(await slotOf(fresh));
    }
    expect(measured[0]).to.equal(measured[1]);
    expect(measured[0] !== undefined && measured[0] > 900_000n).to.be.true;
  });

  it("can always record a failure with the longest reason, whatever the calls used up", async () => {
    const { supplier, bomb } = await loadFixture(withCallees);
    const signed = await supplier.signs([{ target: bomb, data: "0x" }], { gas: FOR_ONE_BOMB });
    const call = supplier.account.call("execute", signed.intent, signed.signatures);
    const least = await leastGas(call, 20_000_000n);
    expect((await refusalOf(supplier.submits(signed, least - 1n))).error).to.equal("InsufficientGas");
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(UNUSED);
    const receipt = await supplier.submits(signed, least);
    expect(await reasonOf(supplier, receipt)).to.equal(`0x${"00".repeat(256)}`);
  });

  it("can record the failure of a hog that left nothing over", async () => {
    const { supplier, hog } = await loadFixture(withCallees);
    const signed = await supplier.signs([{ target: hog, data: "0x" }], { gas: 1_000_000n });
    const call = supplier.account.call("execute", signed.intent, signed.signatures);
    const least = await leastGas(call, 20_000_000n);
    expect((await refusalOf(supplier.submits(signed, least - 1n))).error).to.equal("InsufficientGas");
    await supplier.submits(signed, least);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(failed(signed.intent));
  });
});
