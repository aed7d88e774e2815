import { expect } from "chai";
import { ZeroHash, concat } from "ethers";

import { deployCallee, slotOf } from "../support/callees.ts";
import { deployLedger } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now, outsider } from "../support/network.ts";
import { UNUSED, done, outcome, outcomeOf } from "../support/outcomes.ts";
import { Custody, signaturesOver } from "../support/party.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import { cancelDigest, cancelHash, intentDigest } from "../support/typedData.ts";

/** A signed intent of the buyer, an account of 2 of 3, that nobody has submitted. */
async function withSigned() {
  const ledger = await deployLedger();
  const counter = await deployCallee("counter");
  const signed = await ledger.buyer.signs([{ target: counter, data: "0x" }]);
  return { ...ledger, counter, signed, id: signed.intent.id };
}

/** What the signers sign to give an intent up, and the call that submits it. */
async function cancellation(party: Party, id: string, given: { deadline?: bigint; signers?: number } = {}) {
  const cancel = { id, deadline: given.deadline ?? (await now()) + DAY, epoch: await party.account.uint("epoch") };
  const signatures = signaturesOver(cancelDigest(party.domain, cancel), party.keys, given.signers ?? party.threshold);
  return { ...cancel, signatures, call: party.account.call("cancel", id, cancel.deadline, signatures) };
}

describe("PartyAccount.cancel", () => {
  it("consumes the intent and leaves what was signed in its outcome", async () => {
    const { buyer, id } = await loadFixture(withSigned);
    const cancel = await cancellation(buyer, id);
    const receipt = await send(cancel.call, outsider(7));
    expect(buyer.account.events(receipt, "IntentCancelled")).to.deep.equal([{ id }]);
    expect(await outcomeOf(buyer, id)).to.equal(outcome(cancelHash(cancel), 3n));
  });

  it("lets the intent never run", async () => {
    const { buyer, id, signed, counter } = await loadFixture(withSigned);
    await send((await cancellation(buyer, id)).call);
    await expectRefusal(buyer.submits(signed), "IntentConsumed", id);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("refuses to cancel what has run, and changes nothing of its outcome", async () => {
    const { buyer, id, signed } = await loadFixture(withSigned);
    await buyer.submits(signed);
    await expectRefusal(send((await cancellation(buyer, id)).call), "IntentConsumed", id);
    expect(await outcomeOf(buyer, id)).to.equal(done(signed.intent));
  });

  it("refuses to cancel twice", async () => {
    const { buyer, id } = await loadFixture(withSigned);
    const { call } = await cancellation(buyer, id);
    await send(call);
    await expectRefusal(send(call), "IntentConsumed", id);
  });

  it("refuses fewer signatures than the threshold and leaves the intent alive", async () => {
    const { buyer, id, signed, counter } = await loadFixture(withSigned);
    const { call } = await cancellation(buyer, id, { signers: 1 });
    await expectRefusal(send(call), "WrongSignatureCount", 65n, 2n);
    expect(await outcomeOf(buyer, id)).to.equal(UNUSED);
    await buyer.submits(signed);
    expect(await slotOf(counter)).to.equal(1n);
  });

  it("refuses the signers of another party", async () => {
    const { buyer, bank, id } = await loadFixture(withSigned);
    const cancel = { id, deadline: (await now()) + DAY, epoch: 1n };
    const signatures = signaturesOver(cancelDigest(buyer.domain, cancel), bank.keys, 2);
    const call = buyer.account.call("cancel", id, cancel.deadline, signatures);
    await expectRefusal(send(call), "NotASigner", bank.keys[0]?.address);
  });

  it("refuses the signatures over the intent itself", async () => {
    const { buyer, id, signed } = await loadFixture(withSigned);
    const { error } = await refusalOf(
      send(buyer.account.call("cancel", id, signed.intent.deadline, signed.signatures)),
    );
    expect(error).to.be.oneOf(["NotASigner", "SignersNotAscending"]);
    expect(await outcomeOf(buyer, id)).to.equal(UNUSED);
  });

  it("does not take the signatures over a cancellation for ones over an intent", async () => {
    const { buyer, id, signed, counter } = await loadFixture(withSigned);
    const { signatures } = await cancellation(buyer, id);
    const { error } = await refusalOf(buyer.submits({ ...signed, signatures }));
    expect(error).to.be.oneOf(["NotASigner", "SignersNotAscending"]);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("cancels up to its own deadline and not a second later", async () => {
    const { buyer, supplier, id } = await loadFixture(withSigned);
    const deadline = (await now()) + 100n;
    const inTime = await cancellation(buyer, id, { deadline });
    const late = await cancellation(supplier, id, { deadline });
    await nextBlockAt(deadline);
    await send(inTime.call);
    await nextBlockAt(deadline + 1n);
    await expectRefusal(send(late.call), "IntentExpired", id, deadline);
  });

  it("is void once the signers changed", async () => {
    const { supplier, counter } = await loadFixture(withSigned);
    const signed = await supplier.signs([{ target: counter, data: "0x" }]);
    const { call } = await cancellation(supplier, signed.intent.id);
    const signers = supplier.keys.map(({ address }) => ({ key: address, custody: Custody.EXTERNAL }));
    await supplier.acts(supplier.account.call("setSigners", signers, 1));
    expect((await refusalOf(send(call))).error).to.equal("NotASigner");
    expect(await outcomeOf(supplier, signed.intent.id)).to.equal(UNUSED);
  });

  it("refuses the zero id", async () => {
    const { buyer } = await loadFixture(withSigned);
    await expectRefusal(send((await cancellation(buyer, ZeroHash)).call), "ZeroIntent");
  });

  it("says the digest that signers sign by the EIP-712 of the cancellation", async () => {
    const { buyer, id, signed } = await loadFixture(withSigned);
    const { deadline } = signed.intent;
    const expected = cancelDigest(buyer.domain, { id, deadline, epoch: 1n });
    expect(await buyer.account.text("cancelDigestOf", id, deadline)).to.equal(expected);
    expect(expected).not.to.equal(intentDigest(buyer.domain, signed.intent));
  });

  it("refuses a signature that is not one", async () => {
    const { buyer, id } = await loadFixture(withSigned);
    const { signatures, deadline } = await cancellation(buyer, id, { signers: 1 });
    const call = buyer.account.call("cancel", id, deadline, concat([signatures, `0x${"00".repeat(65)}`]));
    await expectRefusal(send(call), "MalformedSignature", 1n);
  });
});
