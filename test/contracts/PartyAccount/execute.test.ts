import { expect } from "chai";
import { ZeroHash } from "ethers";

import { deployCallee, slotOf } from "../support/callees.ts";
import type { Ledger } from "../support/ledger.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture, nextBlockAt, now, outsider } from "../support/network.ts";
import { UNUSED, done, failed, outcomeOf } from "../support/outcomes.ts";
import { Custody, Party, keysOf } from "../support/party.ts";
import type { SignedIntent } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import type { Call } from "../support/transactions.ts";
import { intentDigest, intentHash } from "../support/typedData.ts";

async function withCounter() {
  return { ...(await deployLedger()), counter: await deployCallee("counter"), echo: await deployCallee("echo") };
}

/** Has a stranger submit it. */
async function stranger({ supplier }: Ledger, { intent, signatures }: SignedIntent) {
  return send(supplier.account.call("execute", intent, signatures), outsider(7));
}

const counting = (counter: string): Call => ({ target: counter, data: "0x" });
const failing = (echo: string): Call => ({ target: echo, data: "0x1234" });

describe("PartyAccount.execute", () => {
  it("runs the calls in order and records the intent as done", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const signed = await supplier.signs([counting(counter), counting(counter)]);
    const receipt = await supplier.submits(signed);
    expect(await slotOf(counter)).to.equal(2n);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(done(signed.intent));
    const events = supplier.account.events(receipt, "IntentDone");
    expect(events).to.deep.equal([{ id: signed.intent.id, intentHash: intentHash(signed.intent) }]);
    expect(await supplier.account.text("currentIntent")).to.equal(ZeroHash);
  });

  it("runs an intent without calls, which proves who signs and does nothing", async () => {
    const { supplier } = await loadFixture(withCounter);
    const signed = await supplier.signs([]);
    await supplier.submits(signed);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(done(signed.intent));
  });

  it("runs what anybody submits, since the signatures say who acts", async () => {
    const ledger = await loadFixture(withCounter);
    await stranger(ledger, await ledger.supplier.signs([counting(ledger.counter)]));
    expect(await slotOf(ledger.counter)).to.equal(1n);
  });

  it("consumes an intent whose calls fail, with the reason and nothing half done", async () => {
    const { supplier, counter, echo } = await loadFixture(withCounter);
    const signed = await supplier.signs([counting(counter), failing(echo), counting(counter)]);
    const receipt = await supplier.submits(signed);
    expect(await slotOf(counter)).to.equal(0n);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(failed(signed.intent));
    const failure = { id: signed.intent.id, intentHash: intentHash(signed.intent), reason: "0x1234" };
    expect(supplier.account.events(receipt, "IntentFailed")).to.deep.equal([failure]);
    expect(supplier.account.events(receipt, "IntentDone")).to.be.empty;
    expect(await supplier.account.text("currentIntent")).to.equal(ZeroHash);
  });

  it("refuses a stranger's replay of a done intent and changes nothing", async () => {
    const ledger = await loadFixture(withCounter);
    const signed = await ledger.supplier.signs([counting(ledger.counter)]);
    await ledger.supplier.submits(signed);
    await expectRefusal(stranger(ledger, signed), "IntentConsumed", signed.intent.id);
    expect(await slotOf(ledger.counter)).to.equal(1n);
    expect(await outcomeOf(ledger.supplier, signed.intent.id)).to.equal(done(signed.intent));
  });

  it("refuses a stranger's replay of a failed intent and changes nothing", async () => {
    const ledger = await loadFixture(withCounter);
    const signed = await ledger.supplier.signs([counting(ledger.counter), failing(ledger.echo)]);
    await ledger.supplier.submits(signed);
    await expectRefusal(stranger(ledger, signed), "IntentConsumed", signed.intent.id);
    expect(await slotOf(ledger.counter)).to.equal(0n);
    expect(await outcomeOf(ledger.supplier, signed.intent.id)).to.equal(failed(signed.intent));
  });

  it("refuses other calls under an id that is consumed", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const { intent } = await supplier.signs([counting(counter)]);
    await supplier.submits(supplier.signed(intent));
    const other = supplier.signed({ ...intent, calls: [counting(counter), counting(counter)] });
    await expectRefusal(supplier.submits(other), "IntentConsumed", intent.id);
  });

  it("lets two accounts use the same id", async () => {
    const { supplier, buyer, counter } = await loadFixture(withCounter);
    const { intent } = await supplier.signs([counting(counter)]);
    await supplier.submits(supplier.signed(intent));
    await buyer.submits(buyer.signed(intent));
    expect(await slotOf(counter)).to.equal(2n);
  });

  it("refuses the zero id", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const signed = await supplier.signs([counting(counter)], { id: ZeroHash });
    await expectRefusal(supplier.submits(signed), "ZeroIntent");
  });

  it("runs an intent in the last second of its deadline", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const deadline = (await now()) + 100n;
    const signed = await supplier.signs([counting(counter)], { deadline });
    await nextBlockAt(deadline);
    await supplier.submits(signed);
    expect(await slotOf(counter)).to.equal(1n);
  });

  it("refuses an intent one second after its deadline and consumes nothing", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const deadline = (await now()) + 100n;
    const signed = await supplier.signs([counting(counter)], { deadline });
    await nextBlockAt(deadline + 1n);
    await expectRefusal(supplier.submits(signed), "IntentExpired", signed.intent.id, deadline);
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(UNUSED);
  });

  it("refuses what was signed before the signers changed, even if the same key still signs", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const signed = await supplier.signs([counting(counter)]);
    const signers = supplier.keys.map(({ address }) => ({ key: address, custody: Custody.EXTERNAL }));
    await supplier.acts(supplier.account.call("setSigners", signers, 1));
    await expectRefusal(supplier.submits(signed), "StaleEpoch", 1n, 2n);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("refuses what is signed for an epoch to come", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const signed = await supplier.signs([counting(counter)], { epoch: 2n });
    await expectRefusal(supplier.submits(signed), "StaleEpoch", 2n, 1n);
  });

  it("says the digest that signers sign by the EIP-712 of the intent", async () => {
    const { supplier, counter } = await loadFixture(withCounter);
    const intent = await supplier.intent([counting(counter), { target: supplier.address, data: "0x" }]);
    expect(await supplier.account.text("digestOf", intent)).to.equal(intentDigest(supplier.domain, intent));
  });

  it("is useless on the implementation that accounts delegate to, which has no signers", async () => {
    const { supplier, parties, counter, network } = await loadFixture(withCounter);
    const address = await parties.text("accountImplementation");
    const bare = new Party("nobody", ZeroHash, supplier.account, keysOf("nobody", 1), 1, network);
    const intent = await bare.intent([counting(counter)]);
    const execute = (signatures: string) =>
      send({ ...supplier.account.call("execute", intent, signatures), target: address });
    await expectRefusal(execute("0x"), "WrongSignatureCount", 0n, 1n);
    const [key] = bare.keys;
    if (key === undefined) throw new Error("no key");
    const signature = key.sign(intentDigest({ network, contract: address }, intent));
    await expectRefusal(execute(signature), "NotASigner", key.address);
  });
});
