import { expect } from "chai";

import { expire, freeze, pause, unfreeze } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, claimOf, euroOf, give, pay, settledClaim, splitClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const QUARTER = FACE / 4n;

describe("Receivables.withdraw", () => {
  it("pays the caller its share of what was received", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, receivables } = ledger;
    await pay(ledger, id, 40_000n);
    const signed = await subSupplier.signs([receivables.call("withdraw", id)]);
    const receipt = await subSupplier.submits(signed);
    expect(await euroOf(ledger, subSupplier)).to.equal(10_000n);
    expect(await euroOf(ledger, receivables)).to.equal(30_000n);
    expect(await claimOf(ledger, id)).to.include({ paidOut: 10_000n });
    expect(await receivables.uint("withdrawnBy", id, subSupplier.address)).to.equal(10_000n);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(0n);
    expect(receivables.events(receipt, "Withdrawn")).to.deep.equal([
      { id, seq: 5n, intent: signed.intent.id, holder: subSupplier.address, amount: 10_000n, withdrawn: 10_000n },
    ]);
  });

  it("pays by instalments what one payment would have paid", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, receivables } = ledger;
    for (const part of [1n, 2n, 33_330n, FACE - 33_333n]) {
      await pay(ledger, id, part);
      if ((await receivables.uint("withdrawable", id, subSupplier.address)) === 0n) continue;
      await subSupplier.acts(receivables.call("withdraw", id));
    }
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });

  it("refuses when there is nothing to pay, and after everything was paid", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, receivables } = ledger;
    const withdraw = () => subSupplier.acts(receivables.call("withdraw", id));
    await expectRefusal(withdraw(), "NothingToWithdraw", id, subSupplier.address);
    await pay(ledger, id, FACE);
    await withdraw();
    await expectRefusal(withdraw(), "NothingToWithdraw", id, subSupplier.address);
  });

  it("refuses a party that holds nothing and never did, and a claim that does not exist", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, financier, receivables } = ledger;
    const { address } = financier;
    await expectRefusal(financier.acts(receivables.call("withdraw", id)), "NothingToWithdraw", id, address);
    await expectRefusal(financier.acts(receivables.call("withdraw", 7n)), "NothingToWithdraw", 7n, address);
  });

  it("still pays who sold its units for the time that it held them", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, financier, receivables } = ledger;
    await pay(ledger, id, 40_000n);
    await give(ledger, id, subSupplier, financier, QUARTER);
    await pay(ledger, id, 60_000n);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(10_000n);
    expect(await receivables.uint("withdrawable", id, financier.address)).to.equal(15_000n);
  });

  it("makes a frozen party wait", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, supplier, receivables } = ledger;
    await freeze(ledger, subSupplier);
    await expectRefusal(subSupplier.acts(receivables.call("withdraw", id)), "ERC7943CannotSend", subSupplier.address);
    await supplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, supplier)).to.equal(FACE - QUARTER);
    await unfreeze(ledger, subSupplier);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });

  it("pays a party whose check has expired", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, receivables } = ledger;
    await expire(ledger, subSupplier, PartyRole.ENTERPRISE);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });

  it("works under a pause", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, receivables } = ledger;
    await pause(ledger);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });

  it("is not held back by units that the enforcer froze", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, enforcer, receivables } = ledger;
    await enforcer.acts(receivables.call("setFrozenTokens", subSupplier.address, id, QUARTER));
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });
});

describe("Receivables.withdrawFor", () => {
  it("pays the holder, whoever asks: nobody can redirect the money", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await sendAs(outsider(5), receivables.call("withdrawFor", id, subSupplier.address));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
    expect(await euroOf(ledger, { address: outsider(5) })).to.equal(0n);
    await subSupplier.acts(receivables.call("withdrawFor", id, supplier.address));
    expect(await euroOf(ledger, supplier)).to.equal(FACE - QUARTER);
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
  });

  it("makes a frozen holder wait, whoever asks", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await freeze(ledger, subSupplier);
    const act = supplier.acts(receivables.call("withdrawFor", id, subSupplier.address));
    await expectRefusal(act, "ERC7943CannotSend", subSupplier.address);
  });

  it("refuses a stranger as the holder", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, receivables } = ledger;
    const act = supplier.acts(receivables.call("withdrawFor", id, outsider(5)));
    await expectRefusal(act, "ERC7943CannotSend", outsider(5));
  });
});
