import { expect } from "chai";

import { REASON, expire, freeze, pause } from "./standing.ts";
import { euroOf, settledClaim, splitClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

const QUARTER = FACE / 4n;

const order = (ledger: WithClaim, to: string) =>
  ledger.enforcer.acts(ledger.receivables.call("forcedWithdraw", ledger.id, ledger.subSupplier.address, to, REASON));

describe("A forced withdrawal", () => {
  it("pays what a frozen holder is owed to whom the order names, with the order in the history", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, enforcer, subSupplier, financier, receivables } = ledger;
    await freeze(ledger, subSupplier);
    const before = await euroOf(ledger, financier);
    const call = receivables.call("forcedWithdraw", id, subSupplier.address, financier.address, REASON);
    const signed = await enforcer.signs([call]);
    const receipt = await enforcer.submits(signed);
    const intent = signed.intent.id;
    expect(await euroOf(ledger, financier)).to.equal(before + QUARTER);
    expect(await euroOf(ledger, subSupplier)).to.equal(0n);
    const seq = await receivables.uint("sequenceOf", id);
    expect(receivables.events(receipt, "Withdrawn")).to.deep.equal([
      { id, seq: seq - 1n, intent, holder: subSupplier.address, amount: QUARTER, withdrawn: QUARTER },
    ]);
    const parties = { from: subSupplier.address, to: financier.address };
    expect(receivables.events(receipt, "WithdrawalForced")).to.deep.equal([
      { id, seq, intent, ...parties, amount: QUARTER, reason: REASON },
    ]);
    await expectRefusal(order(ledger, financier.address), "NothingToWithdraw", id, subSupplier.address);
  });

  it("works under a pause and to a party whose check has run out, which else gets nothing new", async () => {
    const ledger = await loadFixture(settledClaim);
    await pause(ledger);
    await expire(ledger, ledger.financier, PartyRole.FINANCIER);
    await order(ledger, ledger.financier.address);
  });

  it("reaches no stranger, no frozen party and no system contract", async () => {
    const ledger = await loadFixture(settledClaim);
    await freeze(ledger, ledger.supplier);
    for (const to of [outsider(5), ledger.market.address, ledger.euro.address, ledger.receivables.address]) {
      await expectRefusal(order(ledger, to), "ERC7943CannotReceive", to);
    }
    await expectRefusal(order(ledger, ledger.supplier.address), "CannotReceive", ledger.supplier.address);
  });

  it("finds nothing where nothing was received", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, financier } = ledger;
    await expectRefusal(order(ledger, financier.address), "NothingToWithdraw", id, subSupplier.address);
  });

  it("leaves the holder's units, and the shares of others, as they are", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await order(ledger, ledger.financier.address);
    expect(await receivables.uint("balanceOf", subSupplier.address, id)).to.equal(QUARTER);
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(FACE - QUARTER);
    for (const holder of [subSupplier, supplier]) {
      await supplier.acts(receivables.call("redeemFor", id, holder.address));
    }
    expect(await euroOf(ledger, receivables)).to.equal(0n);
  });
});
