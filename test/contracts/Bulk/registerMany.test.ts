import { expect } from "chai";

import { Status, claimOf, register, unitsOf } from "../support/claims.ts";
import { FACE, claimId, invoice, registration } from "../support/invoices.ts";
import type { Registration } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { decode } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import type { Receipt } from "../support/transactions.ts";

/** Index, claim and error of every item that was skipped. */
function skipped({ bulk }: Ledger, receipt: Receipt) {
  return bulk.events(receipt, "Refused").map(({ index, id, reason }) => {
    return { index, id, error: decode(String(reason)).name };
  });
}

describe("Bulk.registerMany", () => {
  it("registers every invoice for its caller, with units to the caller", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, bulk } = ledger;
    const invoices = [invoice(ledger), invoice(ledger), invoice(ledger)];
    const items = await Promise.all(invoices.map((of) => registration(ledger, of)));
    const receipt = await supplier.acts(bulk.call("registerMany", items));
    expect(skipped(ledger, receipt)).to.be.empty;
    for (const item of invoices) {
      const claim = await claimOf(ledger, claimId(item));
      expect(claim).to.include({ status: Status.REGISTERED, seller: supplier.address, units: FACE });
      expect(await unitsOf(ledger, supplier, claimId(item))).to.equal(FACE);
    }
  });

  it("skips what cannot be registered, says which and why, and lets the good ones stand", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, bulk, supplier: debtor } = ledger;
    const known = invoice(ledger);
    await register(ledger, known);
    const [first, last] = [invoice(ledger), invoice(ledger)];
    const foreign = invoice(ledger, { seller: subSupplier });
    const own = invoice(ledger, { debtor });
    const [yen, nothing] = [invoice(ledger), invoice(ledger)];
    const untagged = invoice(ledger, { keys: [] });
    const items: Registration[] = [
      await registration(ledger, first),
      await registration(ledger, known),
      await registration(ledger, foreign),
      await registration(ledger, own),
      await registration(ledger, yen, { currency: "0x4a5059" }),
      await registration(ledger, nothing, { face: 0n }),
      await registration(ledger, untagged),
      await registration(ledger, first),
      await registration(ledger, last),
    ];
    const receipt = await supplier.acts(bulk.call("registerMany", items));
    expect(skipped(ledger, receipt)).to.deep.equal([
      { index: 1n, id: claimId(known), error: "TagTaken" },
      { index: 2n, id: claimId(foreign), error: "NotSeller" },
      { index: 3n, id: claimId(own), error: "SelfDealing" },
      { index: 4n, id: claimId(yen), error: "UnknownCurrency" },
      { index: 5n, id: claimId(nothing), error: "ZeroAmount" },
      { index: 6n, id: 0n, error: "MalformedFingerprint" },
      { index: 7n, id: claimId(first), error: "TagTaken" },
    ]);
    for (const item of [first, last]) {
      expect(await claimOf(ledger, claimId(item))).to.include({ status: Status.REGISTERED });
    }
    for (const item of [foreign, own, yen, nothing]) {
      expect(await claimOf(ledger, claimId(item))).to.include({ status: Status.NONE });
      expect(await unitsOf(ledger, supplier, claimId(item))).to.equal(0n);
    }
  });

  it("leaves the tags of what it skipped free, to be registered when it is right", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    const items = [await registration(ledger, of, { face: 0n })];
    await ledger.supplier.acts(ledger.bulk.call("registerMany", items));
    await register(ledger, of);
    expect(await claimOf(ledger, claimId(of))).to.include({ status: Status.REGISTERED });
  });

  it("gives every event the intent of its caller", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, bulk, relay, receivables } = ledger;
    const batches = [];
    for (const seller of [supplier, subSupplier]) {
      const invoices = [invoice(ledger, { seller }), invoice(ledger, { seller })];
      const items = await Promise.all(invoices.map((of) => registration(ledger, of)));
      batches.push(await seller.signs([bulk.call("registerMany", items)]));
    }
    const receipt = await send(relay.call("relay", batches));
    const registered = receivables.events(receipt, "Registered").map(({ seller, intent }) => ({ seller, intent }));
    const expected = batches.flatMap(({ account, intent }) => {
      return [0, 1].map(() => ({ seller: account, intent: intent.id }));
    });
    expect(registered).to.deep.equal(expected);
  });

  it("registers nothing for a stranger, even with a party's registrations", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    const items = [await registration(ledger, of)];
    const receipt = await send(ledger.bulk.call("registerMany", items), outsider(5));
    expect(skipped(ledger, receipt)).to.deep.equal([{ index: 0n, id: claimId(of), error: "NotSeller" }]);
    expect(await claimOf(ledger, claimId(of))).to.include({ status: Status.NONE });
  });

  it("skips all while the ledger is paused", async () => {
    const ledger = await loadFixture(deployLedger);
    const { pauser, receivables, supplier, bulk } = ledger;
    await pauser.acts(receivables.call("pause"));
    const of = invoice(ledger);
    const receipt = await supplier.acts(bulk.call("registerMany", [await registration(ledger, of)]));
    expect(skipped(ledger, receipt)).to.deep.equal([{ index: 0n, id: claimId(of), error: "Paused" }]);
  });

  it("does nothing with no items", async () => {
    const { supplier, bulk, receivables } = await loadFixture(deployLedger);
    const receipt = await supplier.acts(bulk.call("registerMany", []));
    expect(receivables.events(receipt, "Registered")).to.be.empty;
    expect(bulk.events(receipt, "Refused")).to.be.empty;
  });
});
