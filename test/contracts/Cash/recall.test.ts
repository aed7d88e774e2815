import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { freeze, newcomer } from "../ClaimToken/standing.ts";
import { ROLES } from "../../../services/chain/roles.ts";
import { Status, acknowledgedClaim, claimOf, euroOf, registeredClaim, settledClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";

const REF = hashOf("wire 7");
const REASON = hashOf("sent twice");

/** A deposit of 500 of the sub-supplier, who had nothing. */
async function withDeposit(): Promise<Ledger> {
  const ledger = await deployLedger();
  await ledger.bank.acts(ledger.euro.call("mint", ledger.subSupplier.address, 500n, REF));
  return ledger;
}

const recall = ({ bank, euro, subSupplier }: Ledger, left: bigint, amount: bigint, by: Party = bank) =>
  by.acts(euro.call("recall", REF, subSupplier.address, left, amount, REASON));

/** More wired than was due, so that 250 stand in suspense. */
async function withExcess(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await ledger.bank.acts(ledger.receivables.call("payFromBank", ledger.id, FACE + 250n, REF));
  return ledger;
}

const recallWire = (
  { bank, servicing, id }: WithClaim,
  left: bigint,
  amount: bigint,
  { by = bank, claim = id }: { by?: Party; claim?: bigint } = {},
) => by.acts(servicing.call("recallWire", claim, REF, left, amount, REASON));

describe("Cash.recall", () => {
  it("takes a deposit back, in parts, and no more than it brought", async () => {
    const ledger = await loadFixture(withDeposit);
    const { bank, euro, subSupplier } = ledger;
    const supply = await euro.uint("totalSupply");
    const receipt = await recall(ledger, 500n, 200n);
    const told = { ref: REF, bank: bank.address, from: subSupplier.address, amount: 200n, left: 300n, reason: REASON };
    expect(euro.events(receipt, "Recalled")).to.deep.equal([{ ...told, claim: 0n }]);
    expect(euro.events(receipt, "Transfer")).to.deep.equal([
      { from: subSupplier.address, to: ZeroAddress, value: 200n },
    ]);
    expect([await euroOf(ledger, subSupplier), await euro.uint("totalSupply")]).to.deep.equal([300n, supply - 200n]);
    await expectRefusal(recall(ledger, 300n, 301n), "RecallAboveBooking", REF, 301n, 300n);
    await recall(ledger, 300n, 300n);
    await expectRefusal(recall(ledger, 0n, 1n), "NotBooked", REF, bank.address, subSupplier.address, 0n);
    await expectRefusal(recall(ledger, 300n, 300n), "NotBooked", REF, bank.address, subSupplier.address, 300n);
    expect(await euro.flag("refUsed", REF)).to.equal(true);
  });

  it("takes nothing that the recipient has spent already", async () => {
    const ledger = await loadFixture(withDeposit);
    const { euro, subSupplier, supplier } = ledger;
    await subSupplier.acts(euro.call("transfer", supplier.address, 400n));
    await expectRefusal(recall(ledger, 500n, 101n), "RecallUncovered", REF, 101n, 100n);
    await recall(ledger, 500n, 100n);
    expect(await euroOf(ledger, subSupplier)).to.equal(0n);
  });

  it("is for the bank that booked it, from whom it was booked for, as it was booked", async () => {
    const ledger = await loadFixture(withDeposit);
    const { governor, accessManager, bank, euro, subSupplier, supplier } = ledger;
    const other = await newcomer(ledger, "another bank", PartyRole.SETTLEMENT_BANK);
    await governor.acts(accessManager.call("grantRole", ROLES.SETTLEMENT.id, other.address, 0));
    const from = subSupplier.address;
    await expectRefusal(recall(ledger, 500n, 1n, other), "NotBooked", REF, other.address, from, 500n);
    await expectRefusal(recall(ledger, 499n, 1n), "NotBooked", REF, bank.address, from, 499n);
    await expectRefusal(recall(ledger, 500n, 0n), "ZeroAmount");
    const elsewhere = bank.acts(euro.call("recall", REF, supplier.address, 500n, 1n, REASON));
    await expectRefusal(elsewhere, "NotBooked", REF, bank.address, supplier.address, 500n);
    await expectRefusal(recall(ledger, 500n, 1n, supplier), "AccessManagedUnauthorized", supplier.address);
  });

  it("waits while the recipient is frozen", async () => {
    const ledger = await loadFixture(withDeposit);
    await freeze(ledger, ledger.subSupplier);
    await expectRefusal(recall(ledger, 500n, 1n), "CannotSend", ledger.subSupplier.address);
  });

  it("takes back no payout", async () => {
    const ledger = await loadFixture(withDeposit);
    const { bank, euro, subSupplier } = ledger;
    await subSupplier.acts(euro.call("requestPayout", 500n, REASON));
    const ref = hashOf("payout 1");
    await bank.acts(euro.call("payPayout", 1n, ref));
    const back = bank.acts(euro.call("recall", ref, subSupplier.address, 500n, 1n, REASON));
    await expectRefusal(back, "NotBooked", ref, bank.address, subSupplier.address, 500n);
  });
});

describe("Servicing.recallWire", () => {
  it("takes what is in suspense, and tells it in the claim's history", async () => {
    const ledger = await loadFixture(withExcess);
    const { id, bank, euro, receivables } = ledger;
    const receipt = await recallWire(ledger, FACE + 250n, 200n);
    expect(receivables.events(receipt, "WireRecalled")[0]).to.include({
      id,
      bank: bank.address,
      ref: REF,
      amount: 200n,
      reason: REASON,
      suspense: 50n,
    });
    expect(euro.events(receipt, "Recalled")[0]).to.include({
      from: receivables.address,
      amount: 200n,
      left: FACE + 50n,
      claim: id,
    });
    expect(await claimOf(ledger, id)).to.include({ status: Status.SETTLED, suspense: 50n, debtorPaid: FACE });
    expect(await euroOf(ledger, receivables)).to.equal(FACE + 50n);
  });

  it("takes nothing that paid the debt or went back to the debtor", async () => {
    const ledger = await loadFixture(withExcess);
    const { id, buyer, receivables } = ledger;
    await expectRefusal(recallWire(ledger, FACE + 250n, 251n), "NotInSuspense", id, 251n, 250n);
    await buyer.acts(receivables.call("refund", id));
    await expectRefusal(recallWire(ledger, FACE + 250n, 1n), "NotInSuspense", id, 1n, 0n);
  });

  it("takes nothing out of another claim, for another bank, or twice", async () => {
    const ledger = await loadFixture(withExcess);
    const { bank, buyer, receivables } = ledger;
    await bank.acts(receivables.call("payFromBank", ledger.id, 250n, hashOf("wire 8")));
    const all = FACE + 250n;
    await expectRefusal(recallWire(ledger, all, 1n, { by: buyer }), "AccessManagedUnauthorized", buyer.address);
    await recallWire(ledger, all, 250n);
    await expectRefusal(recallWire(ledger, all, 1n), "NotBooked", REF, bank.address, receivables.address, all);
    expect((await claimOf(ledger, ledger.id)).suspense).to.equal(250n);
  });

  it("knows only what was booked, for whatever the state of the claim", async () => {
    for (const reach of [registeredClaim, settledClaim]) {
      const ledger = await loadFixture(reach);
      const { bank, receivables, servicing, id } = ledger;
      const ref = hashOf("wire 9");
      await bank.acts(receivables.call("payFromBank", id, FACE + 3n, ref));
      const { suspense } = await claimOf(ledger, id);
      await bank.acts(servicing.call("recallWire", id, ref, FACE + 3n, suspense, REASON));
      expect((await claimOf(ledger, id)).suspense).to.equal(0n);
    }
  });
});
