import { expect } from "chai";

import { Status, acknowledgedClaim, claimOf, euroOf, pay, splitClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { CREDIT_NOTE, Making, REASON, acts, credit, dispute, told } from "./acts.ts";

const DILUTION = 4n;

const due = async ({ servicing, id }: WithClaim) => ({
  debtor: await servicing.uint("debtorDue", id),
  seller: await servicing.uint("sellerDue", id),
});

/** The split claim, its seller with money. */
async function split(): Promise<WithClaim> {
  const ledger = await splitClaim();
  await ledger.financier.acts(ledger.euro.call("transfer", ledger.supplier.address, FACE));
  return ledger;
}

describe("A credit note", () => {
  it("moves what it takes off the debtor's obligation to the seller, who pays it at once", async () => {
    const ledger = await loadFixture(split);
    const { id, receivables, supplier, subSupplier } = ledger;
    const had = await euroOf(ledger, supplier);
    const receipt = await credit(ledger, 10_000n, Making.PAID);
    expect(told(ledger, receipt, "Credited")).to.have.length(1);
    expect(receivables.events(receipt, "Paid")[0]).to.include({
      payer: supplier.address,
      amount: 10_000n,
      source: DILUTION,
      received: 10_000n,
    });
    expect(await due(ledger)).to.deep.equal({ debtor: 90_000n, seller: 0n });
    expect(await claimOf(ledger, id)).to.include({ diluted: 10_000n, sellerPaid: 10_000n, debtorPaid: 0n });
    expect(had - (await euroOf(ledger, supplier))).to.equal(10_000n);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(2_500n);
    await expectRefusal(pay(ledger, id, 90_001n), "ExceedsDue", id, 90_001n, 90_000n);
    await pay(ledger, id, 90_000n);
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(FACE / 4n);
  });

  it("stays owed by the seller until it has paid, and settles the claim with the last payment of either", async () => {
    const ledger = await loadFixture(split);
    const { id, supplier, buyer } = ledger;
    await pay(ledger, id, 30_001n);
    await credit(ledger, 10_000n, Making.OWED);
    expect(await due(ledger)).to.deep.equal({ debtor: 59_999n, seller: 10_000n });
    await pay(ledger, id, 59_999n);
    expect((await claimOf(ledger, id)).status).to.equal(Status.ACKNOWLEDGED);
    await acts(ledger, supplier, "payCredit", 4_000n);
    await expectRefusal(acts(ledger, supplier, "payCredit", 6_001n), "AmountOutOfRange", id, 6_001n, 6_000n);
    await expectRefusal(acts(ledger, buyer, "payCredit", 1n), "NotTheSeller", id, buyer.address);
    const receipt = await acts(ledger, supplier, "payCredit", 6_000n);
    expect(told(ledger, receipt, "CreditPaid")[0]).to.include({ amount: 6_000n });
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    expect(await due(ledger)).to.deep.equal({ debtor: 0n, seller: 0n });
  });

  it("burns the seller's own units while nothing has been received", async () => {
    const ledger = await loadFixture(split);
    const { id, supplier, subSupplier, receivables } = ledger;
    await credit(ledger, 10_000n, Making.REDUCED);
    expect(await claimOf(ledger, id)).to.include({ units: 90_000n, diluted: 0n });
    expect(await unitsOf(ledger, supplier, id)).to.equal(65_000n);
    expect(await due(ledger)).to.deep.equal({ debtor: 90_000n, seller: 0n });
    await pay(ledger, id, 90_000n);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(FACE / 4n);
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(65_000n);
  });

  it("burns no units of others, none once something was received, and none that are frozen", async () => {
    const ledger = await loadFixture(split);
    const { id, supplier, subSupplier, receivables, enforcer } = ledger;
    await acts(ledger, supplier, "proposeCredit", 75_001n, Making.REDUCED, CREDIT_NOTE);
    const accept = acts(ledger, ledger.buyer, "acceptCredit", 75_001n, CREDIT_NOTE);
    await expectRefusal(accept, "ERC1155InsufficientBalance", supplier.address, 75_000n, 75_001n, id);
    await acts(ledger, supplier, "declineCredit", REASON);
    await enforcer.acts(receivables.call("freezeUnits", supplier.address, id, 75_000n, REASON));
    await expectRefusal(
      credit(ledger, 1n, Making.REDUCED),
      "ERC7943InsufficientUnfrozenBalance",
      supplier.address,
      id,
      1n,
      0n,
    );
    await acts(ledger, supplier, "declineCredit", REASON);
    await pay(ledger, id, 1n);
    await expectRefusal(credit(ledger, 1n, Making.REDUCED), "AlreadyReceived", id, 1n);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(FACE / 4n);
  });

  it("cancels a claim of which nothing is left", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await credit(ledger, FACE, Making.REDUCED);
    expect(await claimOf(ledger, ledger.id)).to.include({ status: Status.CANCELLED });
    expect(await unitsOf(ledger, ledger.supplier, ledger.id)).to.equal(0n);
    expect(await due(ledger)).to.deep.equal({ debtor: 0n, seller: 0n });
    expect(await ledger.receivables.uint("outstandingUnits", ledger.id)).to.equal(0n);
  });

  it("takes what it credits out of the dispute", async () => {
    const ledger = await loadFixture(split);
    await dispute(ledger, 15_000n);
    const first = await credit(ledger, 10_000n, Making.PAID);
    expect(told(ledger, first, "Credited")[0]).to.include({ disputed: 5_000n });
    expect((await claimOf(ledger, ledger.id)).isDisputed).to.equal(true);
    await credit(ledger, 6_000n, Making.PAID);
    expect((await claimOf(ledger, ledger.id)).isDisputed).to.equal(false);
  });

  it("does nothing until the debtor accepts just what the seller proposed", async () => {
    const ledger = await loadFixture(split);
    const { id, supplier, buyer, financier } = ledger;
    await expectRefusal(acts(ledger, buyer, "acceptCredit", 1n, CREDIT_NOTE), "NoCredit", id);
    await expectRefusal(
      acts(ledger, buyer, "proposeCredit", 1n, Making.OWED, CREDIT_NOTE),
      "NotTheSeller",
      id,
      buyer.address,
    );
    const tooMuch = acts(ledger, supplier, "proposeCredit", FACE + 1n, Making.OWED, CREDIT_NOTE);
    await expectRefusal(tooMuch, "AmountOutOfRange", id, FACE + 1n, FACE);
    await acts(ledger, supplier, "proposeCredit", 10n, Making.OWED, CREDIT_NOTE);
    await expectRefusal(acts(ledger, supplier, "proposeCredit", 10n, Making.OWED, CREDIT_NOTE), "CreditOpen", id);
    await expectRefusal(acts(ledger, buyer, "acceptCredit", 9n, CREDIT_NOTE), "OtherTerms", id);
    await expectRefusal(acts(ledger, buyer, "acceptCredit", 10n, REASON), "OtherTerms", id);
    await expectRefusal(acts(ledger, supplier, "acceptCredit", 10n, CREDIT_NOTE), "NotTheDebtor", id, supplier.address);
    await expectRefusal(acts(ledger, financier, "declineCredit", REASON), "NotAParty", id, financier.address);
    await acts(ledger, buyer, "declineCredit", REASON);
    await expectRefusal(acts(ledger, buyer, "declineCredit", REASON), "NoCredit", id);
    expect(await due(ledger)).to.deep.equal({ debtor: FACE, seller: 0n });
  });

  it("is not accepted for more than is still due by then", async () => {
    const ledger = await loadFixture(split);
    await acts(ledger, ledger.supplier, "proposeCredit", FACE, Making.OWED, CREDIT_NOTE);
    await pay(ledger, ledger.id, 1n);
    const accept = acts(ledger, ledger.buyer, "acceptCredit", FACE, CREDIT_NOTE);
    await expectRefusal(accept, "AmountOutOfRange", ledger.id, FACE, FACE - 1n);
  });

  it("fails as a whole if the seller cannot pay what it promised to pay at once", async () => {
    const ledger = await loadFixture(splitClaim);
    await expectRefusal(
      credit(ledger, 10_000n, Making.PAID),
      "ERC20InsufficientBalance",
      ledger.supplier.address,
      0n,
      10_000n,
    );
    expect(await due(ledger)).to.deep.equal({ debtor: FACE, seller: 0n });
  });
});
