import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";

import { expire, expiredParty, freeze } from "../ClaimToken/standing.ts";
import { euroOf } from "../support/claims.ts";
import { FUNDS, PartyRole, deployLedger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { ask, sendAs } from "../support/transactions.ts";

describe("Cash.transfer", () => {
  it("moves cash between parties", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro } = ledger;
    await buyer.acts(euro.call("transfer", supplier.address, 40n));
    expect(await euroOf(ledger, supplier)).to.equal(40n);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS - 40n);
  });

  it("refuses more than there is", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro } = ledger;
    const act = supplier.acts(euro.call("transfer", buyer.address, 1n));
    await expectRefusal(act, "ERC20InsufficientBalance", supplier.address, 0n, 1n);
  });

  it("refuses a stranger, a frozen party and one whose check has expired as the receiver", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro } = ledger;
    await freeze(ledger, supplier);
    const expired = await expiredParty(ledger, "expired", PartyRole.ENTERPRISE);
    for (const to of [outsider(5), supplier.address, expired.address]) {
      await expectRefusal(buyer.acts(euro.call("transfer", to, 1n)), "CannotReceive", to);
    }
    await expectRefusal(buyer.acts(euro.call("transfer", ZeroAddress, 1n)), "ERC20InvalidReceiver", ZeroAddress);
  });

  it("refuses a frozen sender, and lets one whose check has expired pay", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, financier, supplier, euro } = ledger;
    await freeze(ledger, buyer);
    await expectRefusal(buyer.acts(euro.call("transfer", supplier.address, 1n)), "CannotSend", buyer.address);
    await expire(ledger, financier, PartyRole.FINANCIER);
    await financier.acts(euro.call("transfer", supplier.address, 1n));
    expect(await euroOf(ledger, supplier)).to.equal(1n);
  });

  it("sends nothing to a system contract, where it would be nobody's", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, euro, receivables, market } = ledger;
    for (const { address } of [euro, receivables, market]) {
      await expectRefusal(buyer.acts(euro.call("transfer", address, 1n)), "CannotReceive", address);
    }
  });

  it("reaches from a system contract a party whose check has expired, never a frozen one or a stranger", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro, receivables } = ledger;
    await sendAs(receivables.address, euro.call("transferFrom", buyer.address, receivables.address, 10n));
    const expired = await expiredParty(ledger, "expired", PartyRole.ENTERPRISE);
    await sendAs(receivables.address, euro.call("transfer", expired.address, 4n));
    expect(await euroOf(ledger, expired)).to.equal(4n);
    await freeze(ledger, supplier);
    for (const to of [supplier.address, outsider(5)]) {
      await expectRefusal(sendAs(receivables.address, euro.call("transfer", to, 1n)), "CannotReceive", to);
    }
  });
});

describe("Cash.transferFrom", () => {
  it("needs an allowance, which it uses up", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, financier, euro } = ledger;
    const spend = (amount: bigint) =>
      financier.acts(euro.call("transferFrom", buyer.address, supplier.address, amount));
    await expectRefusal(spend(1n), "ERC20InsufficientAllowance", financier.address, 0n, 1n);
    await buyer.acts(euro.call("approve", financier.address, 10n));
    await spend(6n);
    await expectRefusal(spend(5n), "ERC20InsufficientAllowance", financier.address, 4n, 5n);
    expect(await euroOf(ledger, supplier)).to.equal(6n);
  });

  it("answers that it is done, as the standard has it", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro, market } = ledger;
    const answer = await ask(euro.call("transferFrom", buyer.address, supplier.address, 1n), market.address);
    expect(BigInt(answer)).to.equal(1n);
    expect(BigInt(await ask(euro.call("transfer", supplier.address, 1n), buyer.address))).to.equal(1n);
  });

  it("evades no restriction by an allowance", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, financier, euro } = ledger;
    await buyer.acts(euro.call("approve", financier.address, 10n));
    await freeze(ledger, buyer);
    const act = financier.acts(euro.call("transferFrom", buyer.address, supplier.address, 1n));
    await expectRefusal(act, "CannotSend", buyer.address);
  });

  it("needs none for a system contract, however often it is used", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, supplier, euro, market } = ledger;
    expect(await euro.uint("allowance", buyer.address, market.address)).to.equal(MaxUint256);
    await sendAs(market.address, euro.call("transferFrom", buyer.address, supplier.address, FUNDS));
    expect(await euro.uint("allowance", buyer.address, market.address)).to.equal(MaxUint256);
    expect(await euroOf(ledger, supplier)).to.equal(FUNDS);
  });

  it("counts no stranger among the system contracts", async () => {
    const { buyer, euro } = await loadFixture(deployLedger);
    expect(await euro.uint("allowance", buyer.address, outsider(5))).to.equal(0n);
    const act = sendAs(outsider(5), euro.call("transferFrom", buyer.address, outsider(5), 1n));
    await expectRefusal(act, "ERC20InsufficientAllowance", outsider(5), 0n, 1n);
  });
});
