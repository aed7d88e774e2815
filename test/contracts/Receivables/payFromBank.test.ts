import { expect } from "chai";
import { id as hashOf } from "ethers";

import { newDay } from "../Cash/day.ts";
import { expire, freeze, newcomer, pause, unfreeze } from "../ClaimToken/standing.ts";
import { ROLES } from "../../../services/chain/roles.ts";
import { Status, ZERO_HASH, acknowledgedClaim, claimOf, euroOf, pay, registeredClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";

const REF = hashOf("wire 1");
const BANK = 2n;

const wire = (ledger: WithClaim, amount: bigint, ref = REF, by: Party = ledger.bank) =>
  by.acts(ledger.receivables.call("payFromBank", ledger.id, amount, ref));
const refund = (ledger: WithClaim, by: Party) => by.acts(ledger.receivables.call("refund", ledger.id));

/** More wired than was due. */
async function withExcess(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await wire(ledger, FACE + 250n);
  return ledger;
}

describe("Receivables.payFromBank", () => {
  it("books a wire under the bank's reference", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, bank, euro, receivables } = ledger;
    const signed = await bank.signs([receivables.call("payFromBank", id, 60_000n, REF)]);
    const receipt = await bank.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 60_000n, suspense: 0n, version: 1n });
    expect(await euroOf(ledger, receivables)).to.equal(60_000n);
    const paid = { payer: bank.address, amount: 60_000n, source: BANK, ref: REF, received: 60_000n };
    expect(receivables.events(receipt, "Paid")).to.deep.equal([{ id, seq: 3n, intent: signed.intent.id, ...paid }]);
    expect(euro.events(receipt, "Minted")).to.deep.equal([
      { ref: REF, bank: bank.address, to: receivables.address, amount: 60_000n, claim: id },
    ]);
  });

  it("counts against the bank's cap of the day", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { bank, euro } = ledger;
    await newDay();
    const before = await euro.uint("capLeft", bank.address);
    await wire(ledger, 60_000n);
    expect(await euro.uint("capLeft", bank.address)).to.equal(before - 60_000n);
  });

  it("puts what exceeds the debt into suspense", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, bank, receivables } = ledger;
    await pay(ledger, id, 1_000n);
    const signed = await bank.signs([receivables.call("payFromBank", id, FACE, REF)]);
    const receipt = await bank.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ status: Status.SETTLED, debtorPaid: FACE, suspense: 1_000n });
    expect(await euroOf(ledger, receivables)).to.equal(FACE + 1_000n);
    expect(receivables.events(receipt, "Suspended")).to.deep.equal([
      { id, seq: 6n, intent: signed.intent.id, amount: 1_000n, suspense: 1_000n },
    ]);
  });

  it("puts all of a wire for a settled claim into suspense, above what is there", async () => {
    const ledger = await loadFixture(withExcess);
    const { version } = await claimOf(ledger, ledger.id);
    await wire(ledger, 30n, hashOf("wire 2"));
    expect(await claimOf(ledger, ledger.id)).to.include({ debtorPaid: FACE, suspense: 280n, version });
  });

  it("puts all of a wire for a cancelled claim into suspense", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, buyer, servicing } = ledger;
    await supplier.acts(servicing.call("cancel", id, ZERO_HASH));
    await wire(ledger, FACE);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 0n, suspense: FACE, status: Status.CANCELLED });
    await refund(ledger, supplier);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS + FACE);
  });

  it("keeps suspense out of what holders may withdraw", async () => {
    const ledger = await loadFixture(withExcess);
    const { id, supplier, receivables } = ledger;
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(FACE);
  });

  it("refuses a bank reference that was used before, for a claim or for a deposit", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { bank, buyer, euro } = ledger;
    await wire(ledger, 10n);
    await expectRefusal(wire(ledger, 10n), "RefUsed", REF);
    const other = hashOf("a deposit");
    await bank.acts(euro.call("mint", buyer.address, 1n, other));
    await expectRefusal(wire(ledger, 10n, other), "RefUsed", other);
    expect((await claimOf(ledger, ledger.id)).debtorPaid).to.equal(10n);
  });

  it("refuses a wire without reference, or of nothing", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(wire(ledger, 10n, ZERO_HASH), "EmptyRef");
    await expectRefusal(wire(ledger, 0n), "ZeroAmount");
  });

  it("refuses whoever is not a settlement bank", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { buyer, governor } = ledger;
    for (const party of [buyer, governor]) {
      await expectRefusal(wire(ledger, 1n, REF, party), "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses a bank with a single key", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { governor, accessManager, euro } = ledger;
    const small = await newcomer(ledger, "small bank", PartyRole.SETTLEMENT_BANK);
    await governor.acts(
      accessManager.call("grantRole", ROLES.SETTLEMENT.id, small.address, 0),
      euro.call("setDailyCap", small.address, 1_000n),
    );
    await expectRefusal(wire(ledger, 1n, REF, small), "SingleKey", small.address);
  });

  it("refuses more than the bank's cap of the day", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { governor, bank, euro } = ledger;
    await newDay();
    await governor.acts(euro.call("setDailyCap", bank.address, 99n));
    await expectRefusal(wire(ledger, 100n), "DailyCapExceeded", bank.address, 100n, 99n);
    await wire(ledger, 99n);
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(wire({ ...ledger, id: 7n }, 1n), "UnknownClaim", 7n);
  });

  it("works under a pause", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await pause(ledger);
    await wire(ledger, FACE);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.SETTLED);
  });
});

describe("Receivables.refund", () => {
  it("pays suspense back to the debtor, whoever asks for it", async () => {
    const ledger = await loadFixture(withExcess);
    const { id, subSupplier, buyer, receivables } = ledger;
    const signed = await subSupplier.signs([receivables.call("refund", id)]);
    const receipt = await subSupplier.submits(signed);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS + 250n);
    expect(await euroOf(ledger, receivables)).to.equal(FACE);
    expect((await claimOf(ledger, id)).suspense).to.equal(0n);
    expect(receivables.events(receipt, "Refunded")).to.deep.equal([
      { id, seq: 6n, intent: signed.intent.id, to: buyer.address, amount: 250n },
    ]);
  });

  it("refuses to pay it twice", async () => {
    const ledger = await loadFixture(withExcess);
    await refund(ledger, ledger.buyer);
    await expectRefusal(refund(ledger, ledger.buyer), "NothingInSuspense", ledger.id);
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(withExcess);
    await expectRefusal(refund({ ...ledger, id: 7n }, ledger.buyer), "UnknownClaim", 7n);
  });

  it("waits for a frozen debtor", async () => {
    const ledger = await loadFixture(withExcess);
    const { buyer, supplier } = ledger;
    await freeze(ledger, buyer);
    await expectRefusal(refund(ledger, supplier), "CannotReceive", buyer.address);
    await unfreeze(ledger, buyer);
    await refund(ledger, supplier);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS + 250n);
  });

  it("reaches a debtor whose check has expired, under a pause too", async () => {
    const ledger = await loadFixture(withExcess);
    await expire(ledger, ledger.buyer, PartyRole.ENTERPRISE);
    await pause(ledger);
    await refund(ledger, ledger.supplier);
    expect(await euroOf(ledger, ledger.buyer)).to.equal(FUNDS + 250n);
  });
});
