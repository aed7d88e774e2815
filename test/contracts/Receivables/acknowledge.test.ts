import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { expire, freeze, pause } from "../ClaimToken/standing.ts";
import {
  Status,
  Waiver,
  acknowledge,
  acknowledgement,
  claimOf,
  euroOf,
  pay,
  register,
  registeredClaim,
  unitsOf,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

/** The same invoice number registered once more, under another date. */
async function sameNumberClaim(): Promise<WithClaim> {
  const ledger = await registeredClaim();
  const of = { ...ledger.of, issued: "2026-02-28" };
  return { ...ledger, of, id: await register(ledger, of) };
}

const withdraw = async (ledger: WithClaim): Promise<void> => {
  await ledger.supplier.acts(ledger.receivables.call("withdraw", ledger.id));
};

describe("Receivables.acknowledge", () => {
  it("makes the claim the debtor's own word, in full", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, receivables } = ledger;
    const dueAt = (await claimOf(ledger, id)).dueAt + 86_400n;
    const waivers = Waiver.DEFENCES | Waiver.SET_OFF;
    const terms = hashOf("2 % within ten days");
    const given = await acknowledgement(ledger, id, { dueAt, waivers, terms });
    const signed = await buyer.signs([receivables.call("acknowledge", given)]);
    const receipt = await buyer.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ status: Status.ACKNOWLEDGED, units: FACE, dueAt, waivers });
    expect(receivables.events(receipt, "Acknowledged")).to.deep.equal([
      { id, seq: 2n, intent: signed.intent.id, amount: FACE, dueAt, waivers, terms },
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([]);
  });

  it("burns the units above what the debtor acknowledges", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, supplier, receivables } = ledger;
    const call = receivables.call("acknowledge", await acknowledgement(ledger, id, { amount: 70_000n }));
    const receipt = await buyer.acts(call);
    expect(await claimOf(ledger, id)).to.include({ units: 70_000n, status: Status.ACKNOWLEDGED });
    expect(await unitsOf(ledger, supplier, id)).to.equal(70_000n);
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(70_000n);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([
      { operator: buyer.address, from: supplier.address, to: ZeroAddress, id, value: FACE - 70_000n },
    ]);
  });

  it("lowers the debt to one minor unit if that is what the debtor owes", async () => {
    const ledger = await loadFixture(registeredClaim);
    await acknowledge(ledger, ledger.id, { amount: 1n });
    expect(await unitsOf(ledger, ledger.supplier, ledger.id)).to.equal(1n);
  });

  it("gives the seller exactly what was paid when less is acknowledged after a part payment", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, receivables } = ledger;
    await pay(ledger, id, 33_333n);
    await acknowledge(ledger, id, { amount: 70_000n });
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(33_333n);
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(36_667n);
    await withdraw(ledger);
    expect(await euroOf(ledger, supplier)).to.equal(33_333n);
    await pay(ledger, id, 36_667n);
    await withdraw(ledger);
    expect(await euroOf(ledger, supplier)).to.equal(70_000n);
    expect(await euroOf(ledger, receivables)).to.equal(0n);
    const receipt = await supplier.acts(receivables.call("redeem", id));
    expect(receivables.events(receipt, "Closed").map(({ dust }) => dust)).to.deep.equal([0n]);
  });

  it("pays nothing twice when the seller withdrew before the acknowledgement of less", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, receivables } = ledger;
    await pay(ledger, id, 33_333n);
    await withdraw(ledger);
    await acknowledge(ledger, id, { amount: 70_000n });
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(0n);
    await pay(ledger, id, 36_667n);
    await withdraw(ledger);
    expect(await euroOf(ledger, supplier)).to.equal(70_000n);
  });

  it("settles at once when what was paid is all that is acknowledged", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, receivables } = ledger;
    await pay(ledger, id, 40_000n);
    const call = receivables.call("acknowledge", await acknowledgement(ledger, id, { amount: 40_000n }));
    const signed = await buyer.signs([call]);
    const receipt = await buyer.submits(signed);
    expect(await claimOf(ledger, id)).to.include({ status: Status.SETTLED, units: 40_000n, debtorPaid: 40_000n });
    expect(receivables.events(receipt, "Settled")).to.deep.equal([{ id, seq: 4n, intent: signed.intent.id }]);
  });

  it("refuses to deny what was paid already", async () => {
    const ledger = await loadFixture(registeredClaim);
    await pay(ledger, ledger.id, 40_000n);
    const act = acknowledge(ledger, ledger.id, { amount: 39_999n });
    await expectRefusal(act, "AmountBelowPaid", ledger.id, 39_999n, 40_000n);
  });

  it("refuses more than the face", async () => {
    const ledger = await loadFixture(registeredClaim);
    const act = acknowledge(ledger, ledger.id, { amount: FACE + 1n });
    await expectRefusal(act, "AmountAboveFace", ledger.id, FACE + 1n, FACE);
  });

  it("refuses nothing, and no due date", async () => {
    const ledger = await loadFixture(registeredClaim);
    await expectRefusal(acknowledge(ledger, ledger.id, { amount: 0n }), "ZeroAmount");
    await expectRefusal(acknowledge(ledger, ledger.id, { dueAt: 0n }), "ZeroDueDate");
  });

  it("refuses waivers that nobody knows, the ledger's own bits included", async () => {
    const ledger = await loadFixture(registeredClaim);
    for (const waivers of [8n, 64n, 128n, 255n]) {
      await expectRefusal(acknowledge(ledger, ledger.id, { waivers }), "UnknownWaiver", waivers);
    }
  });

  it("needs the debtor to accept a number that was used before", async () => {
    const ledger = await loadFixture(sameNumberClaim);
    const { id } = ledger;
    const unaware = acknowledge(ledger, id, { waivers: Waiver.DEFENCES | Waiver.SET_OFF });
    await expectRefusal(unaware, "SameNumberNotAccepted", id);
    await acknowledge(ledger, id, { waivers: Waiver.SAME_NUMBER });
    expect(await claimOf(ledger, id)).to.include({
      status: Status.ACKNOWLEDGED,
      sameNumber: true,
      waivers: Waiver.SAME_NUMBER,
    });
  });

  it("refuses a second acknowledgement", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id } = ledger;
    await acknowledge(ledger, id);
    const { ACKNOWLEDGED } = Status;
    await expectRefusal(acknowledge(ledger, id), "ForbiddenTransition", id, ACKNOWLEDGED, ACKNOWLEDGED);
  });

  it("refuses anybody but the debtor, the seller first of all", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, subSupplier, buyer, receivables } = ledger;
    const call = receivables.call("acknowledge", await acknowledgement(ledger, id));
    for (const party of [supplier, subSupplier]) {
      await expectRefusal(party.acts(call), "NotDebtor", party.address, buyer.address);
    }
    await expectRefusal(sendAs(outsider(5), call), "NotDebtor", outsider(5), buyer.address);
  });

  it("refuses a debtor that is frozen, expired or no enterprise any more", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, buyer, registrar, parties } = ledger;
    const refused = () => expectRefusal(acknowledge(ledger, id), "CannotActAs", buyer.address, PartyRole.ENTERPRISE);
    const { validUntil } = await parties.struct<{ validUntil: bigint }>("party", buyer.address);
    await registrar.acts(parties.call("update", buyer.address, PartyRole.FINANCIER, validUntil));
    await refused();
    await registrar.acts(parties.call("update", buyer.address, PartyRole.ENTERPRISE, validUntil));
    await freeze(ledger, buyer);
    await refused();
    await ledger.guardian.acts(parties.call("unfreeze", buyer.address, hashOf("lifted")));
    await expire(ledger, buyer, PartyRole.ENTERPRISE);
    await refused();
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(registeredClaim);
    const given = { ...(await acknowledgement(ledger, ledger.id)), id: 7n };
    await expectRefusal(ledger.buyer.acts(ledger.receivables.call("acknowledge", given)), "UnknownClaim", 7n);
  });

  it("works under a pause, which stops units, not words", async () => {
    const ledger = await loadFixture(registeredClaim);
    await pause(ledger);
    await acknowledge(ledger, ledger.id);
    expect((await claimOf(ledger, ledger.id)).status).to.equal(Status.ACKNOWLEDGED);
  });
});

describe("Receivables.acknowledgeFor", () => {
  it("is for system contracts only, and for the claim's debtor only", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, buyer, bulk, receivables } = ledger;
    const given = await acknowledgement(ledger, id);
    const ofBuyer = receivables.call("acknowledgeFor", buyer.address, given);
    await expectRefusal(supplier.acts(ofBuyer), "NotSealed", supplier.address);
    const ofSupplier = receivables.call("acknowledgeFor", supplier.address, given);
    await expectRefusal(sendAs(bulk.address, ofSupplier), "NotDebtor", supplier.address, buyer.address);
    await sendAs(bulk.address, ofBuyer);
    expect((await claimOf(ledger, id)).status).to.equal(Status.ACKNOWLEDGED);
  });
});
