import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { freeze, pause } from "../ClaimToken/standing.ts";
import { Status, acknowledge, claimOf, pay, register, registeredClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, fingerprintOf } from "../support/invoices.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";

const REASON = hashOf("sent to the wrong customer");

const cancel = (ledger: WithClaim, by: Party = ledger.supplier) =>
  by.acts(ledger.servicing.call("cancel", ledger.id, REASON));

describe("Servicing.cancel", () => {
  it("burns all units of a claim that nobody acknowledged or paid", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, servicing, receivables } = ledger;
    const signed = await supplier.signs([servicing.call("cancel", id, REASON)]);
    const receipt = await supplier.submits(signed);
    expect((await claimOf(ledger, id)).status).to.equal(Status.CANCELLED);
    expect(await unitsOf(ledger, supplier, id)).to.equal(0n);
    expect(await receivables.uint("outstandingUnits", id)).to.equal(0n);
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(0n);
    expect(receivables.events(receipt, "Cancelled")).to.deep.equal([
      { id, seq: 2n, intent: signed.intent.id, reason: REASON },
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([
      { operator: servicing.address, from: supplier.address, to: ZeroAddress, id, value: FACE },
    ]);
  });

  it("leaves the tag taken", async () => {
    const ledger = await loadFixture(registeredClaim);
    await cancel(ledger);
    await expectRefusal(register(ledger, ledger.of), "TagTaken", fingerprintOf(ledger.of).tags[0]);
  });

  it("refuses anybody but the seller", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer } = ledger;
    await expectRefusal(cancel(ledger, buyer), "NotTheSeller", id, buyer.address);
  });

  it("refuses a frozen seller", async () => {
    const ledger = await loadFixture(registeredClaim);
    await freeze(ledger, ledger.supplier);
    await expectRefusal(cancel(ledger), "CannotAct", ledger.supplier.address);
  });

  it("refuses a claim that was paid in part", async () => {
    const ledger = await loadFixture(registeredClaim);
    await pay(ledger, ledger.id, 1n);
    await expectRefusal(cancel(ledger), "AlreadyReceived", ledger.id, 1n);
  });

  it("refuses a claim that the debtor acknowledged", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id } = ledger;
    await acknowledge(ledger, id);
    await expectRefusal(cancel(ledger), "NotRegistered", id);
  });

  it("refuses a claim that is cancelled already", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id } = ledger;
    await cancel(ledger);
    await expectRefusal(cancel(ledger), "NotRegistered", id);
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(registeredClaim);
    await expectRefusal(cancel({ ...ledger, id: 7n }), "NotTheSeller", 7n, ledger.supplier.address);
  });

  it("cannot be acknowledged afterwards", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id } = ledger;
    await cancel(ledger);
    const act = acknowledge(ledger, id);
    await expectRefusal(act, "ForbiddenTransition", id, Status.CANCELLED, Status.ACKNOWLEDGED);
  });

  it("works under a pause", async () => {
    const ledger = await loadFixture(registeredClaim);
    await pause(ledger);
    await cancel(ledger);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.CANCELLED);
  });
});
