import { expect } from "chai";

import { Status, acknowledgedClaim, claimOf, euroOf, give, pay, unitsOf, writtenOffClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { PartyRole } from "../support/ledger.ts";
import { FACE } from "../support/invoices.ts";
import { loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { expire } from "../ClaimToken/standing.ts";
import { BUY_BACK, GRACE, REASON, acts, fallIntoDefault, giveRecourse, told } from "./acts.ts";

/** A claim with recourse, 30,000 units with the financier, the seller with money; in default. */
async function inDefault(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await giveRecourse(ledger);
  await give(ledger, ledger.id, ledger.supplier, ledger.financier, 30_000n);
  await ledger.financier.acts(ledger.euro.call("transfer", ledger.supplier.address, FACE));
  await fallIntoDefault(ledger);
  return ledger;
}

describe("Recourse", () => {
  it("lets a holder put its units, which are locked, and the seller buy them back for what they have not received", async () => {
    const ledger = await loadFixture(inDefault);
    const { id, supplier, financier, receivables, servicing } = ledger;
    await pay(ledger, id, 10_001n);
    const receipt = await acts(ledger, financier, "put", 30_000n);
    const deadline = (await now()) + BUY_BACK;
    expect(told(ledger, receipt, "PutMade")[0]).to.include({ holder: financier.address, units: 30_000n, deadline });
    expect(await servicing.uint("putDeadlineOf", id, financier.address)).to.equal(deadline);
    await expectRefusal(
      give(ledger, id, financier, ledger.subSupplier, 1n),
      "ERC7943InsufficientUnfrozenBalance",
      financier.address,
      id,
      1n,
      0n,
    );
    const price = 27_000n; // ceil(30000 x 89999 / 100000)
    expect(await servicing.uint("buyBackPrice", id, 30_000n)).to.equal(price);
    const had = await euroOf(ledger, financier);
    const bought = await acts(ledger, supplier, "buyBack", financier.address);
    expect(told(ledger, bought, "BoughtBack")[0]).to.include({ holder: financier.address, units: 30_000n, price });
    expect((await euroOf(ledger, financier)) - had).to.equal(price);
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE);
    expect(await receivables.uint("withdrawable", id, financier.address)).to.equal(3_000n);
    expect(await receivables.uint("lockedOf", id, financier.address)).to.equal(0n);
  });

  it("locks a single unit that is put as it locks many", async () => {
    const ledger = await loadFixture(inDefault);
    const { id, financier, subSupplier } = ledger;
    await acts(ledger, financier, "put", 1n);
    const all = give(ledger, id, financier, subSupplier, 30_000n);
    const args = [financier.address, id, 30_000n, 29_999n];
    await expectRefusal(all, "ERC7943InsufficientUnfrozenBalance", ...args);
    await give(ledger, id, financier, subSupplier, 29_999n);
  });

  it("is there on claims only whose seller promised it before it sold anything, and for good", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, buyer, financier } = ledger;
    await expectRefusal(acts(ledger, financier, "put", 1n), "NoRecourse", id);
    await expectRefusal(acts(ledger, buyer, "giveRecourse", 1n, 1n), "NotTheSeller", id, buyer.address);
    await give(ledger, id, supplier, financier, 1n);
    await expectRefusal(giveRecourse(ledger), "AlreadySold", id);
  });

  it("cannot be promised twice", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await giveRecourse(ledger);
    await expectRefusal(giveRecourse(ledger), "RecourseFixed", ledger.id);
  });

  it("is not open before the grace is over, for nothing, for more than is free, twice, or to the seller", async () => {
    const ledger = await acknowledgedClaim();
    const { id, supplier, financier } = ledger;
    await giveRecourse(ledger);
    await give(ledger, id, supplier, financier, 30_000n);
    const from = (await claimOf(ledger, id)).dueAt + GRACE;
    await expectRefusal(acts(ledger, financier, "put", 1n), "NotInDefault", id, from);
    await fallIntoDefault(ledger);
    await expectRefusal(acts(ledger, supplier, "put", 1n), "NotAParty", id, supplier.address);
    await expectRefusal(acts(ledger, financier, "put", 0n), "AmountOutOfRange", id, 0n, 0n);
    await expectRefusal(
      acts(ledger, financier, "put", 30_001n),
      "ERC7943InsufficientUnfrozenBalance",
      financier.address,
      id,
      30_001n,
      30_000n,
    );
    await acts(ledger, financier, "put", 10_000n);
    await expectRefusal(acts(ledger, financier, "put", 1n), "PutOpen", id, financier.address);
    await give(ledger, id, financier, ledger.subSupplier, 20_000n);
  });

  it("can be given up by the holder, by anybody once the claim is settled", async () => {
    const ledger = await loadFixture(inDefault);
    const { id, supplier, financier, buyer, receivables } = ledger;
    await acts(ledger, financier, "put", 30_000n);
    await expectRefusal(acts(ledger, buyer, "withdrawPut", financier.address), "StillDue", id, financier.address);
    await acts(ledger, financier, "withdrawPut", financier.address);
    expect(await receivables.uint("lockedOf", id, financier.address)).to.equal(0n);
    await expectRefusal(acts(ledger, supplier, "buyBack", financier.address), "NoPut", id, financier.address);
    await acts(ledger, financier, "put", 30_000n);
    await pay(ledger, id, FACE);
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    await expectRefusal(acts(ledger, supplier, "buyBack", financier.address), "NotAcknowledged", id);
    await acts(ledger, buyer, "withdrawPut", financier.address);
    await financier.acts(receivables.call("redeem", id));
    expect(await unitsOf(ledger, financier, id)).to.equal(0n);
  });

  it("pays a holder whose check has expired, and only the seller buys back", async () => {
    const ledger = await loadFixture(inDefault);
    const { id, supplier, financier, buyer } = ledger;
    await acts(ledger, financier, "put", 30_000n);
    await expire(ledger, financier, PartyRole.FINANCIER);
    await expectRefusal(acts(ledger, buyer, "buyBack", financier.address), "NotTheSeller", id, buyer.address);
    const had = await euroOf(ledger, financier);
    await acts(ledger, supplier, "buyBack", financier.address);
    expect((await euroOf(ledger, financier)) - had).to.equal(30_000n);
  });

  it("buys back what a seizure left of the locked units", async () => {
    const ledger = await loadFixture(inDefault);
    const { id, supplier, financier, subSupplier, enforcer, receivables } = ledger;
    await acts(ledger, financier, "put", 30_000n);
    await enforcer.acts(receivables.call("forceTransfer", financier.address, subSupplier.address, id, 12_000n, REASON));
    expect(await receivables.uint("lockedOf", id, financier.address)).to.equal(18_000n);
    const had = await euroOf(ledger, financier);
    await acts(ledger, supplier, "buyBack", financier.address);
    expect((await euroOf(ledger, financier)) - had).to.equal(18_000n);
  });
});

describe("A write-off", () => {
  it("stops sales and transfers; what is recovered later still reaches the holders and settles", async () => {
    const ledger = await loadFixture(writtenOffClaim);
    const { id, supplier, financier, receivables, registrar } = ledger;
    expect((await claimOf(ledger, id)).status).to.equal(Status.WRITTEN_OFF);
    expect((await receivables.read("saleOf", id))[0]).to.equal(false);
    await expectRefusal(
      give(ledger, id, supplier, financier, 1n),
      "ERC7943CannotTransfer",
      supplier.address,
      financier.address,
      id,
      1n,
    );
    await pay(ledger, id, 40_000n);
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(40_000n);
    await pay(ledger, id, 60_000n);
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    await expectRefusal(
      acts(ledger, registrar, "writeOff", REASON),
      "ForbiddenTransition",
      id,
      Status.SETTLED,
      Status.WRITTEN_OFF,
    );
  });

  it("is made once", async () => {
    const ledger = await loadFixture(writtenOffClaim);
    const { version } = await claimOf(ledger, ledger.id);
    await expectRefusal(
      acts(ledger, ledger.registrar, "writeOff", REASON),
      "ForbiddenTransition",
      ledger.id,
      Status.WRITTEN_OFF,
      Status.WRITTEN_OFF,
    );
    expect(await claimOf(ledger, ledger.id)).to.include({ status: Status.WRITTEN_OFF, version });
  });
});
