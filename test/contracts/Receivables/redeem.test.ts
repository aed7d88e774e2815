import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { freeze, freezeUnits, pause } from "../ClaimToken/standing.ts";
import {
  Status,
  acknowledge,
  claimOf,
  euroOf,
  give,
  pay,
  register,
  settledClaim,
  splitClaim,
  unitsOf,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const QUARTER = FACE / 4n;

const redeem = (ledger: WithClaim, by: Party) => by.acts(ledger.receivables.call("redeem", ledger.id));
const redeemFor = (ledger: WithClaim, holder: Party) =>
  ledger.financier.acts(ledger.receivables.call("redeemFor", ledger.id, holder.address));

/** Face 3, paid 1; one unit goes to the sub-supplier; paid 2: thirds of a cent for everybody, settled. */
async function thirdsClaim(): Promise<WithClaim> {
  const ledger = await deployLedger();
  const of = invoice(ledger);
  const id = await register(ledger, of, { face: 3n });
  await acknowledge(ledger, id);
  await pay(ledger, id, 1n);
  await give(ledger, id, ledger.supplier, ledger.subSupplier, 1n);
  await pay(ledger, id, 2n);
  return { ...ledger, of, id };
}

describe("Receivables.redeem", () => {
  it("pays out and burns the caller's units of a settled claim", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, receivables } = ledger;
    const signed = await subSupplier.signs([receivables.call("redeem", id)]);
    const receipt = await subSupplier.submits(signed);
    const intent = signed.intent.id;
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(0n);
    expect(await receivables.uint("outstandingUnits", id)).to.equal(FACE - QUARTER);
    expect(receivables.events(receipt, "Withdrawn")).to.deep.equal([
      { id, seq: 6n, intent, holder: subSupplier.address, amount: QUARTER, withdrawn: QUARTER },
    ]);
    expect(receivables.events(receipt, "Redeemed")).to.deep.equal([
      { id, seq: 7n, intent, holder: subSupplier.address, units: QUARTER },
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([
      { operator: subSupplier.address, from: subSupplier.address, to: ZeroAddress, id, value: QUARTER },
    ]);
    expect(receivables.events(receipt, "Closed")).to.deep.equal([]);
  });

  it("burns the units of a holder that withdrew before, and pays nothing again", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, receivables } = ledger;
    await subSupplier.acts(receivables.call("withdraw", id));
    await redeem(ledger, subSupplier);
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(0n);
  });

  it("refuses a claim that is not settled", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier } = ledger;
    await pay(ledger, id, FACE - 1n);
    await expectRefusal(redeem(ledger, supplier), "WrongStatus", id, Status.ACKNOWLEDGED);
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE - QUARTER);
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(splitClaim);
    await expectRefusal(redeem({ ...ledger, id: 7n }, ledger.supplier), "UnknownClaim", 7n);
  });

  it("refuses who never held a unit, and who redeemed already", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, financier, subSupplier } = ledger;
    await expectRefusal(redeem(ledger, financier), "NothingToRedeem", id, financier.address);
    await redeem(ledger, subSupplier);
    await expectRefusal(redeem(ledger, subSupplier), "NothingToRedeem", id, subSupplier.address);
  });

  it("refuses a frozen holder", async () => {
    const ledger = await loadFixture(settledClaim);
    await freeze(ledger, ledger.supplier);
    await expectRefusal(redeem(ledger, ledger.supplier), "ERC7943CannotSend", ledger.supplier.address);
  });

  it("burns no frozen unit", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier } = ledger;
    await freezeUnits(ledger, id, subSupplier, 1n);
    const { address } = subSupplier;
    const act = redeem(ledger, subSupplier);
    await expectRefusal(act, "ERC7943InsufficientUnfrozenBalance", address, id, QUARTER, QUARTER - 1n);
  });

  it("works under a pause", async () => {
    const ledger = await loadFixture(settledClaim);
    await pause(ledger);
    await redeem(ledger, ledger.subSupplier);
    expect(await euroOf(ledger, ledger.subSupplier)).to.equal(QUARTER);
  });

  it("closes the claim when the last unit is redeemed, with no dust when the shares are whole", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await redeem(ledger, subSupplier);
    const signed = await supplier.signs([receivables.call("redeem", id)]);
    const receipt = await supplier.submits(signed);
    expect(receivables.events(receipt, "Closed")).to.deep.equal([{ id, seq: 10n, intent: signed.intent.id, dust: 0n }]);
    expect(await claimOf(ledger, id)).to.include({ paidOut: FACE, debtorPaid: FACE, status: Status.SETTLED });
    expect(await euroOf(ledger, receivables)).to.equal(0n);
    expect(await receivables.uint("outstandingUnits", id)).to.equal(0n);
  });

  it("does not close a claim while units are outstanding, though all money is out", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    const closings: unknown[] = [];
    for (const name of ["withdraw", "redeem"]) {
      for (const holder of [supplier, subSupplier]) {
        const receipt = await holder.acts(receivables.call(name, id));
        closings.push(receivables.events(receipt, "Closed").length);
      }
    }
    expect(closings).to.deep.equal([0, 0, 0, 1]);
  });
});

describe("Receivables.redeemFor", () => {
  it("redeems for a holder, whoever asks, and pays only the holder", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, subSupplier, receivables } = ledger;
    await sendAs(outsider(5), receivables.call("redeemFor", id, subSupplier.address));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(0n);
    expect(await euroOf(ledger, { address: outsider(5) })).to.equal(0n);
  });

  it("gives what rounding left over to the seller at close, and no minor unit stays behind", async () => {
    const ledger = await loadFixture(thirdsClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await redeemFor(ledger, subSupplier);
    expect(await euroOf(ledger, subSupplier)).to.equal(0n);
    const receipt = await redeemFor(ledger, supplier);
    // 7/3 and 2/3 of a cent were due: 2 and 0 by share, 1 of dust.
    expect(receivables.events(receipt, "Closed").map(({ dust }) => dust)).to.deep.equal([1n]);
    expect(await euroOf(ledger, supplier)).to.equal(3n);
    expect(await euroOf(ledger, receivables)).to.equal(0n);
    expect(await claimOf(ledger, id)).to.include({ paidOut: 3n });
  });

  it("closes in any order of redemption", async () => {
    const ledger = await loadFixture(thirdsClaim);
    const { supplier, subSupplier, receivables } = ledger;
    await redeemFor(ledger, supplier);
    expect(await euroOf(ledger, supplier)).to.equal(2n);
    const receipt = await redeemFor(ledger, subSupplier);
    expect(receivables.events(receipt, "Closed")).to.have.length(1);
    expect(await euroOf(ledger, supplier)).to.equal(3n);
  });

  it("closes only once former holders have had what they are owed for the time before they sold", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, financier, receivables } = ledger;
    const of = invoice(ledger);
    const id = await register(ledger, of, { face: 4n });
    const claim = { ...ledger, of, id };
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, 2n);
    await pay(ledger, id, 2n);
    await give(ledger, id, subSupplier, financier, 2n);
    await pay(ledger, id, 2n);
    await redeemFor(claim, supplier);
    const last = await redeemFor(claim, financier);
    expect(receivables.events(last, "Closed")).to.deep.equal([]);
    expect(await receivables.uint("outstandingUnits", id)).to.equal(0n);
    const receipt = await supplier.acts(receivables.call("withdrawFor", id, subSupplier.address));
    expect(receivables.events(receipt, "Closed").map(({ dust }) => dust)).to.deep.equal([0n]);
    expect(await euroOf(ledger, subSupplier)).to.equal(1n);
    expect(await euroOf(ledger, receivables)).to.equal(0n);
  });

  it("pays who has sold all its units what it is still owed, and redeems no units of it", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, receivables } = ledger;
    const of = invoice(ledger);
    const id = await register(ledger, of, { face: 4n });
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, 2n);
    await pay(ledger, id, 2n);
    await give(ledger, id, subSupplier, supplier, 2n);
    await pay(ledger, id, 2n);
    const receipt = await redeemFor({ ...ledger, of, id }, subSupplier);
    expect(receivables.events(receipt, "Withdrawn")).to.have.length(1);
    for (const name of ["Redeemed", "TransferSingle"]) expect(receivables.events(receipt, name)).to.deep.equal([]);
    expect(await euroOf(ledger, subSupplier)).to.equal(1n);
  });

  it("closes only once a former holder's fraction of a minor unit is given up too", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, financier, receivables } = ledger;
    const of = invoice(ledger);
    const id = await register(ledger, of, { face: 3n });
    const claim = { ...ledger, of, id };
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, 1n);
    await pay(ledger, id, 1n);
    await give(ledger, id, subSupplier, financier, 1n);
    await pay(ledger, id, 2n);
    await redeemFor(claim, supplier);
    const last = await redeemFor(claim, financier);
    expect(receivables.events(last, "Closed")).to.deep.equal([]);
    const receipt = await redeemFor(claim, subSupplier);
    // The sub-supplier was due 1/3, the financier 2/3.
    expect(receivables.events(receipt, "Closed").map(({ dust }) => dust)).to.deep.equal([1n]);
    expect(await euroOf(ledger, supplier)).to.equal(3n);
    expect(await euroOf(ledger, receivables)).to.equal(0n);
  });

  it("takes a former holder's fraction once, and closes with it whoever comes last", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, financier, receivables } = ledger;
    const of = invoice(ledger);
    const id = await register(ledger, of, { face: 3n });
    const claim = { ...ledger, of, id };
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, 1n);
    await pay(ledger, id, 1n);
    await give(ledger, id, subSupplier, financier, 1n);
    await pay(ledger, id, 2n);
    await redeemFor(claim, subSupplier);
    await expectRefusal(redeemFor(claim, subSupplier), "NothingToRedeem", id, subSupplier.address);
    await redeemFor(claim, financier);
    const receipt = await redeemFor(claim, supplier);
    expect(receivables.events(receipt, "Closed").map(({ dust }) => dust)).to.deep.equal([1n]);
    await expectRefusal(redeemFor(claim, supplier), "NothingToRedeem", id, supplier.address);
  });
});
