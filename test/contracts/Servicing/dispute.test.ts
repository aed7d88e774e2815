import { expect } from "chai";

import { freeze } from "../ClaimToken/standing.ts";
import {
  Status,
  Waiver,
  acknowledge,
  acknowledgedClaim,
  claimOf,
  give,
  pay,
  registeredClaim,
  splitClaim,
} from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { Making, REASON, acts, credit, dispute, told } from "./acts.ts";

describe("Servicing.dispute", () => {
  it("stands in the claim's history and stops sales and transfers, not payments and withdrawals", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, receivables, supplier, subSupplier, financier } = ledger;
    const { dueAt, seq, version } = await claimOf(ledger, id);
    const receipt = await dispute(ledger, 40_000n);
    const [event] = told(ledger, receipt, "Disputed");
    expect(event).to.include({ id, seq: seq + 1n, amount: 40_000n, resolveBy: dueAt, reason: REASON });
    expect(await claimOf(ledger, id)).to.include({ isDisputed: true, version: version + 1n });
    expect((await receivables.read("saleOf", id))[0]).to.equal(false);
    const moved = give(ledger, id, supplier, subSupplier, 1n);
    await expectRefusal(moved, "ERC7943CannotTransfer", supplier.address, subSupplier.address, id, 1n);
    const [movable] = (await receivables.read(
      "canTransfer",
      supplier.address,
      financier.address,
      id,
      1n,
    )) as unknown as [boolean];
    expect(movable).to.equal(false);

    await pay(ledger, id, 60_000n);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await receivables.uint("withdrawnBy", id, subSupplier.address)).to.equal(15_000n);
  });

  it("is over when the debtor says so", async () => {
    const ledger = await loadFixture(splitClaim);
    await dispute(ledger, 1n);
    await acts(ledger, ledger.buyer, "withdrawDispute", REASON);
    expect((await claimOf(ledger, ledger.id)).isDisputed).to.equal(false);
    await give(ledger, ledger.id, ledger.supplier, ledger.financier, 1n);
    await expectRefusal(acts(ledger, ledger.buyer, "withdrawDispute", REASON), "NotDisputed", ledger.id);
  });

  it("is over no more than is still due: what is paid is not disputed, what is credited neither", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, servicing } = ledger;
    const { dueAt } = await claimOf(ledger, id);
    const disputed = async () => (await servicing.read("disputeOf", id))[0] as unknown;
    await dispute(ledger, 60_000n);
    expect(await disputed()).to.deep.equal([60_000n, dueAt]);
    await pay(ledger, id, 40_000n);
    expect(await disputed()).to.deep.equal([60_000n, dueAt]);
    await pay(ledger, id, 10_001n);
    expect(await disputed()).to.deep.equal([49_999n, dueAt]);

    const receipt = await credit(ledger, 20_000n, Making.OWED);
    expect(told(ledger, receipt, "Credited")[0]).to.include({ disputed: 29_999n });
    expect(await disputed()).to.deep.equal([29_999n, dueAt]);
    await pay(ledger, id, 29_999n);
    expect(await disputed()).to.deep.equal([0n, dueAt]);
    expect((await claimOf(ledger, id)).status).to.equal(Status.ACKNOWLEDGED);
  });

  it("ends with a credit note over all that is still due", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await dispute(ledger, 60_000n);
    await pay(ledger, ledger.id, 90_000n);
    const receipt = await credit(ledger, 10_000n, Making.OWED);
    expect(told(ledger, receipt, "Credited")[0]).to.include({ disputed: 0n });
    expect((await claimOf(ledger, ledger.id)).isDisputed).to.equal(false);
  });

  it("is refused where the debtor waived its defences", async () => {
    const ledger = await loadFixture(registeredClaim);
    await acknowledge(ledger, ledger.id, { waivers: Waiver.DEFENCES });
    await expectRefusal(dispute(ledger, 1n), "DefencesWaived", ledger.id);
  });

  it("is refused above what is due, for nothing, by others, and with a deadline that is over", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, buyer } = ledger;
    await pay(ledger, id, 60_000n);
    await expectRefusal(dispute(ledger, 40_001n), "AmountOutOfRange", id, 40_001n, 40_000n);
    await expectRefusal(dispute(ledger, 0n), "AmountOutOfRange", id, 0n, 40_000n);
    await expectRefusal(dispute(ledger, 1n, supplier), "NotTheDebtor", id, supplier.address);
    const past = await now();
    await expectRefusal(acts(ledger, buyer, "dispute", 1n, past, REASON), "DeadlinePassed", id, past);
    await dispute(ledger, 40_000n);
  });

  it("is refused to a frozen debtor", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await freeze(ledger, ledger.buyer);
    await expectRefusal(dispute(ledger, 1n), "CannotAct", ledger.buyer.address);
  });

  it("ends with the debt: a disputed claim that is paid in full is settled", async () => {
    const ledger = await loadFixture(splitClaim);
    await dispute(ledger, 10_000n);
    await pay(ledger, ledger.id, FACE);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.SETTLED);
  });
});
