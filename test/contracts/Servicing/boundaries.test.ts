import { expect } from "chai";

import { acknowledgedClaim, claimOf, euroOf, give, pay } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { DAY, loadFixture, nextBlockAt, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { BUY_BACK, GRACE, Making, REASON, acts, credit, fallIntoDefault, giveRecourse, told } from "./acts.ts";

/** Fixture: an acknowledged claim whose seller has money. */
async function solvent(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  const { bank, euro, supplier } = ledger;
  await bank.acts(euro.call("mint", supplier.address, FACE, REASON));
  return ledger;
}

describe("Servicing: to the second and the minor unit", () => {
  it("a dispute is to be resolved after the second in which it is raised", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const at = (await now()) + 100n;
    await nextBlockAt(at);
    await expectRefusal(acts(ledger, ledger.buyer, "dispute", 1n, at, REASON), "DeadlinePassed", ledger.id, at);
    await nextBlockAt(at + 1n);
    await acts(ledger, ledger.buyer, "dispute", 1n, at + 2n, REASON);
  });

  it("a discount can be granted in its last second, and no later", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const at = (await now()) + 100n;
    await nextBlockAt(at + 1n);
    await expectRefusal(acts(ledger, ledger.supplier, "grantDiscount", 1n, at), "DeadlinePassed", ledger.id, at);
    await nextBlockAt(at + 2n);
    await acts(ledger, ledger.supplier, "grantDiscount", 1n, at + 2n);
  });

  it("recourse is told in the claim's history", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const receipt = await giveRecourse(ledger);
    const given = { id: ledger.id, grace: GRACE, buyBackTime: BUY_BACK };
    expect(told(ledger, receipt, "RecourseGiven")[0]).to.include(given);
  });

  it("the due date stays once anything was paid, by debtor and seller alike", async () => {
    const ledger = await loadFixture(solvent);
    const { id, supplier } = ledger;
    await credit(ledger, 300n, Making.PAID);
    await pay(ledger, id, 300n);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 300n, sellerPaid: 300n });
    const later = (await now()) + 90n * DAY;
    await expectRefusal(acts(ledger, supplier, "proposeAmendment", later, REASON), "AlreadySold", id);
  });

  it("more that is locked and frozen than there is leaves nothing to move", async () => {
    const ledger = await loadFixture(solvent);
    const { id, supplier, financier, enforcer, receivables, subSupplier } = ledger;
    await giveRecourse(ledger);
    await give(ledger, id, supplier, financier, 30_000n);
    await fallIntoDefault(ledger);
    await acts(ledger, financier, "put", 20_000n);
    await enforcer.acts(receivables.call("freezeUnits", financier.address, id, 20_000n, REASON));
    const none = [financier.address, id, 1n, 0n];
    const move = give(ledger, id, financier, subSupplier, 1n);
    await expectRefusal(move, "ERC7943InsufficientUnfrozenBalance", ...none);
    expect(await receivables.flag("canTransfer", financier.address, subSupplier.address, id, 1n)).to.equal(false);
  });

  it("units are bought back for what neither debtor nor seller has paid on them", async () => {
    const ledger = await loadFixture(solvent);
    const { id, supplier, financier } = ledger;
    await giveRecourse(ledger);
    await give(ledger, id, supplier, financier, FACE / 2n);
    await credit(ledger, 600n, Making.PAID);
    await pay(ledger, id, 400n);
    await fallIntoDefault(ledger);
    await acts(ledger, financier, "put", FACE / 2n);
    const before = await euroOf(ledger, financier);
    await acts(ledger, supplier, "buyBack", financier.address);
    expect((await euroOf(ledger, financier)) - before).to.equal((FACE - 1_000n) / 2n);
  });
});
