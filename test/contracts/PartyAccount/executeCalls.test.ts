import { expect } from "chai";
import { ZeroHash, id } from "ethers";

import { register } from "../support/claims.ts";
import { deployCallee, slotOf, through } from "../support/callees.ts";
import { invoice, registration } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import { RELAYER, loadFixture, outsider } from "../support/network.ts";
import { UNUSED, done, failed, outcomeOf } from "../support/outcomes.ts";
import { decode, expectRefusal } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";

async function withCallees() {
  const callees = { counter: await deployCallee("counter"), forwarder: await deployCallee("forwarder") };
  return { ...(await deployLedger()), ...callees };
}

describe("PartyAccount.execute, what it may call", () => {
  for (const name of ["execute", "cancel", "run", "initialise", "outcomeOf"] as const) {
    it(`refuses an account's call to its own ${name}`, async () => {
      const { supplier, counter } = await loadFixture(withCallees);
      const selector = supplier.account.interface.getFunction(name)?.selector;
      const own = { target: supplier.address, data: selector ?? "" };
      await expectRefusal(supplier.acts({ target: counter, data: "0x" }, own), "ForbiddenSelfCall", selector);
      expect(await slotOf(counter)).to.equal(0n);
    });
  }

  it("refuses an account's call to itself with less than a selector", async () => {
    const { supplier } = await loadFixture(withCallees);
    await expectRefusal(supplier.acts({ target: supplier.address, data: "0x" }), "ForbiddenSelfCall", "0x00000000");
  });

  it("refuses to let calls say under which intent the account acts", async () => {
    const { supplier, parties } = await loadFixture(withCallees);
    await expectRefusal(supplier.acts(parties.call("enter", id("another intent"))), "ForbiddenEntry");
  });

  it("fails at a target without code, which would seem to succeed", async () => {
    const { supplier, counter } = await loadFixture(withCallees);
    const nobody = outsider(5);
    const calls = [counter, nobody].map((target) => ({ target, data: "0x" }));
    await expectRefusal(supplier.acts(...calls), "NoCode", nobody);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("lets nobody but the account itself run calls", async () => {
    const { supplier, counter } = await loadFixture(withCallees);
    const run = supplier.account.call("run", [{ target: counter, data: "0x" }]);
    await expectRefusal(send(run), "OnlySelf", RELAYER);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("is the sender of its calls, as which it can do what only it may", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, receivables } = ledger;
    const claim = await register(ledger, invoice(ledger));
    expect(await receivables.struct("claim", claim)).to.include({ seller: supplier.address });
  });
});

describe("PartyAccount.execute, entered again", () => {
  it("refuses another intent of the account while one runs, and consumes only the one that runs", async () => {
    const { supplier, counter, forwarder } = await loadFixture(withCallees);
    const inner = await supplier.signs([{ target: counter, data: "0x" }]);
    const again = supplier.account.call("execute", inner.intent, inner.signatures);
    const outer = await supplier.signs([through(forwarder, again)]);
    const receipt = await supplier.submits(outer);
    const [failure] = supplier.account.events(receipt, "IntentFailed");
    const reason = decode(String(failure?.["reason"]));
    expect(reason).to.deep.equal({ name: "IntentInProgress", args: [outer.intent.id] });
    expect(await outcomeOf(supplier, outer.intent.id)).to.equal(failed(outer.intent));
    expect(await outcomeOf(supplier, inner.intent.id)).to.equal(UNUSED);
    expect(await slotOf(counter)).to.equal(0n);
  });

  it("refuses a cancellation while an intent runs", async () => {
    const { supplier, forwarder } = await loadFixture(withCallees);
    const { id: running, deadline } = await supplier.intent([]);
    const cancel = supplier.account.call("cancel", running, deadline, "0x");
    const outer = await supplier.signs([through(forwarder, cancel)]);
    const receipt = await supplier.submits(outer);
    const [failure] = supplier.account.events(receipt, "IntentFailed");
    expect(decode(String(failure?.["reason"])).name).to.equal("IntentInProgress");
  });

  it("runs another account's intent inside, each act under its own account's intent", async () => {
    const ledger = await loadFixture(withCallees);
    const { supplier, subSupplier, receivables } = ledger;
    const mine = await registration(ledger, invoice(ledger));
    const theirs = await registration(ledger, invoice(ledger, { seller: subSupplier }));
    const inner = await subSupplier.signs([receivables.call("register", theirs)], { gas: 1_000_000n });
    const outer = await supplier.signs([
      subSupplier.account.call("execute", inner.intent, inner.signatures),
      receivables.call("register", mine),
    ]);
    const receipt = await supplier.submits(outer);
    const registered = receivables.events(receipt, "Registered").map(({ seller, intent }) => ({ seller, intent }));
    expect(registered).to.deep.equal([
      { seller: subSupplier.address, intent: inner.intent.id },
      { seller: supplier.address, intent: outer.intent.id },
    ]);
    expect(await outcomeOf(supplier, outer.intent.id)).to.equal(done(outer.intent));
    expect(await outcomeOf(subSupplier, inner.intent.id)).to.equal(done(inner.intent));
    expect(await supplier.account.text("currentIntent")).to.equal(ZeroHash);
  });

  it("leaves another account's intent unused when the intent around it fails", async () => {
    const { supplier, subSupplier, counter } = await loadFixture(withCallees);
    const inner = await subSupplier.signs([{ target: counter, data: "0x" }], { gas: 1_000_000n });
    const execute = subSupplier.account.call("execute", inner.intent, inner.signatures);
    await supplier.submits(await supplier.signs([execute, { target: outsider(5), data: "0x" }]));
    expect(await outcomeOf(subSupplier, inner.intent.id)).to.equal(UNUSED);
    await subSupplier.submits(inner);
    expect(await slotOf(counter)).to.equal(1n);
  });
});
