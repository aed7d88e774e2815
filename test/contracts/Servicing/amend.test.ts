import { expect } from "chai";

import { Status, acknowledge, acknowledgedClaim, claimOf, give, registeredClaim } from "../support/claims.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { CREDIT_NOTE, REASON, acts, told } from "./acts.ts";

const DUE = 4_000_000_000n;

describe("An amendment", () => {
  it("changes the due date when seller and debtor agree on the same terms", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, buyer } = ledger;
    await acts(ledger, supplier, "proposeAmendment", DUE, CREDIT_NOTE);
    await expectRefusal(acts(ledger, buyer, "acceptAmendment", DUE + 1n, CREDIT_NOTE), "OtherTerms", id);
    await expectRefusal(acts(ledger, buyer, "acceptAmendment", DUE, REASON), "OtherTerms", id);
    await expectRefusal(
      acts(ledger, supplier, "acceptAmendment", DUE, CREDIT_NOTE),
      "NotTheDebtor",
      id,
      supplier.address,
    );
    const receipt = await acts(ledger, buyer, "acceptAmendment", DUE, CREDIT_NOTE);
    expect(told(ledger, receipt, "Amended")[0]).to.include({ dueAt: DUE, documentRoot: CREDIT_NOTE });
    expect((await claimOf(ledger, id)).dueAt).to.equal(DUE);
    await expectRefusal(acts(ledger, buyer, "acceptAmendment", DUE, CREDIT_NOTE), "NoAmendment", id);
  });

  it("is refused once others hold units", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, buyer, financier } = ledger;
    await acts(ledger, supplier, "proposeAmendment", DUE, CREDIT_NOTE);
    await give(ledger, id, supplier, financier, 1n);
    await expectRefusal(acts(ledger, buyer, "acceptAmendment", DUE, CREDIT_NOTE), "AlreadySold", id);
    await expectRefusal(acts(ledger, supplier, "proposeAmendment", DUE, CREDIT_NOTE), "AlreadySold", id);
  });
});

describe("A rejection", () => {
  it("tells the seller why the debtor does not acknowledge, and leaves it free to do so later", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, supplier } = ledger;
    await expectRefusal(acts(ledger, supplier, "reject", REASON), "NotTheDebtor", id, supplier.address);
    const receipt = await acts(ledger, buyer, "reject", REASON);
    expect(told(ledger, receipt, "Rejected")[0]).to.include({ id, seq: 2n, reason: REASON });
    await acknowledge(ledger, id);
    expect((await claimOf(ledger, id)).status).to.equal(Status.ACKNOWLEDGED);
    await expectRefusal(acts(ledger, buyer, "reject", REASON), "NotRegistered", id);
  });
});
