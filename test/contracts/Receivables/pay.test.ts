import { expect } from "chai";

import { expire, freeze, pause } from "../ClaimToken/standing.ts";
import {
  Status,
  ZERO_HASH,
  acknowledgedClaim,
  claimOf,
  euroOf,
  pay,
  registeredClaim,
  settledClaim,
} from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const Source = { DEBTOR: 0n, THIRD_PARTY: 1n, TURN_OVER: 3n };

describe("Receivables.pay", () => {
  it("moves the debtor's cash into the claim and counts it", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, buyer, receivables } = ledger;
    const signed = await buyer.signs([receivables.call("pay", id, 40_000n)]);
    const receipt = await buyer.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 40_000n, version: 1n, status: Status.ACKNOWLEDGED });
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(FACE - 40_000n);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS - 40_000n);
    expect(await euroOf(ledger, receivables)).to.equal(40_000n);
    expect(receivables.events(receipt, "Paid")).to.deep.equal([
      {
        id,
        seq: 3n,
        intent: signed.intent.id,
        payer: buyer.address,
        amount: 40_000n,
        source: Source.DEBTOR,
        ref: ZERO_HASH,
        received: 40_000n,
      },
    ]);
  });

  it("settles the claim with the last minor unit", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, buyer, receivables } = ledger;
    await pay(ledger, id, FACE - 1n);
    expect((await claimOf(ledger, id)).status).to.equal(Status.ACKNOWLEDGED);
    const signed = await buyer.signs([receivables.call("pay", id, 1n)]);
    const receipt = await buyer.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ status: Status.SETTLED, debtorPaid: FACE, version: 2n });
    expect(receivables.events(receipt, "Settled")).to.deep.equal([{ id, seq: 5n, intent: signed.intent.id }]);
  });

  it("takes money from anybody, and says that it was not the debtor's", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, financier, receivables } = ledger;
    const receipt = await financier.acts(receivables.call("pay", id, 10n));
    const [paid] = receivables.events(receipt, "Paid");
    expect(paid).to.include({ payer: financier.address, source: Source.THIRD_PARTY, received: 10n });
    expect(await euroOf(ledger, financier)).to.equal(FUNDS - 10n);
  });

  it("takes from the seller what it was paid by mistake, and says so", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, financier, supplier, euro, receivables } = ledger;
    await financier.acts(euro.call("transfer", supplier.address, 10n));
    const receipt = await supplier.acts(receivables.call("pay", id, 10n));
    const [paid] = receivables.events(receipt, "Paid");
    expect(paid).to.include({ payer: supplier.address, source: Source.TURN_OVER, received: 10n });
    expect((await claimOf(ledger, id)).debtorPaid).to.equal(10n);
  });

  it("refuses more than is due", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id } = ledger;
    await pay(ledger, id, 1n);
    await expectRefusal(pay(ledger, id, FACE), "ExceedsDue", id, FACE, FACE - 1n);
  });

  it("refuses anything on a settled claim", async () => {
    const ledger = await loadFixture(settledClaim);
    await expectRefusal(pay(ledger, ledger.id, 1n), "ExceedsDue", ledger.id, 1n, 0n);
  });

  it("refuses anything on a cancelled claim", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, servicing } = ledger;
    await supplier.acts(servicing.call("cancel", id, ZERO_HASH));
    await expectRefusal(pay(ledger, id, 1n), "ExceedsDue", id, 1n, 0n);
  });

  it("refuses to pay nothing", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(pay(ledger, ledger.id, 0n), "ZeroAmount");
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(pay(ledger, 7n, 1n), "UnknownClaim", 7n);
  });

  it("refuses a payer without the cash, and counts nothing", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, subSupplier } = ledger;
    await expectRefusal(pay(ledger, id, 5n, subSupplier), "ERC20InsufficientBalance", subSupplier.address, 0n, 5n);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 0n, version: 0n });
  });

  it("refuses a frozen payer and a stranger", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, financier, receivables } = ledger;
    await freeze(ledger, financier);
    await expectRefusal(pay(ledger, id, 5n, financier), "CannotSend", financier.address);
    await expectRefusal(sendAs(outsider(5), receivables.call("pay", id, 5n)), "CannotSend", outsider(5));
  });

  it("takes money from a debtor whose check has expired", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expire(ledger, ledger.buyer, PartyRole.ENTERPRISE);
    await pay(ledger, ledger.id, FACE);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.SETTLED);
  });

  it("works under a pause", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await pause(ledger);
    await pay(ledger, ledger.id, FACE);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.SETTLED);
  });

  it("is allowed while the claim is only registered, and settles nothing until it is acknowledged", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, receivables } = ledger;
    await pay(ledger, id, FACE);
    expect(await claimOf(ledger, id)).to.include({ status: Status.REGISTERED, debtorPaid: FACE });
    await supplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, supplier)).to.equal(FACE);
  });
});
