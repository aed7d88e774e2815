import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { expire, freeze, newcomer, pause } from "../ClaimToken/standing.ts";
import { Status, claimOf, register, unitsOf } from "../support/claims.ts";
import { FACE, attest, claimId, fingerprintOf, invoice, registration } from "../support/invoices.ts";
import type { Invoice, Registration } from "../support/invoices.ts";
import { CHF, EUR, PartyRole, USD, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { Key } from "../support/party.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const submit = (ledger: Ledger, given: Registration) =>
  ledger.supplier.acts(ledger.receivables.call("register", given));

/** A registration with a fingerprint that differs from the invoice's own. */
async function withTags(ledger: Ledger, of: Invoice, numberTags: string[], tags: string[]): Promise<Registration> {
  const fingerprint = { ...fingerprintOf(of), numberTags, tags };
  return { ...(await registration(ledger, of)), fingerprint, signature: attest(ledger, fingerprint) };
}

describe("Receivables.register", () => {
  it("issues one unit per minor unit of face to the seller", async () => {
    const ledger = await loadFixture(deployLedger);
    const id = await register(ledger, invoice(ledger));
    expect(await claimOf(ledger, id)).to.include({ status: Status.REGISTERED, units: FACE, debtorPaid: 0n });
    expect(await unitsOf(ledger, ledger.supplier, id)).to.equal(FACE);
  });

  it("stores who owes whom what and by when", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    const given = await registration(ledger, of, { currency: USD, face: 123_456n });
    await submit(ledger, given);
    expect(await claimOf(ledger, claimId(of))).to.deep.equal({
      seller: ledger.supplier.address,
      debtor: ledger.buyer.address,
      currency: USD,
      status: Status.REGISTERED,
      waivers: 0n,
      sameNumber: false,
      isDisputed: false,
      dueAt: given.dueAt,
      units: 123_456n,
      debtorPaid: 0n,
      diluted: 0n,
      sellerPaid: 0n,
      covered: 0n,
      paidOut: 0n,
      suspense: 0n,
      version: 0n,
      seq: 1n,
    });
  });

  it("keeps the largest face and the latest due instant that its words can hold", async () => {
    const ledger = await loadFixture(deployLedger);
    const face = 2n ** 96n - 1n;
    const dueAt = 2n ** 40n - 1n;
    const id = await register(ledger, invoice(ledger), { face, dueAt });
    const { supplier, buyer } = ledger;
    expect(await claimOf(ledger, id)).to.include({ units: face, dueAt, seq: 1n, currency: EUR });
    expect(await claimOf(ledger, id)).to.include({ seller: supplier.address, debtor: buyer.address });
    expect(await unitsOf(ledger, supplier, id)).to.equal(face);
  });

  it("announces the claim with its document root and the intent that caused it", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, receivables } = ledger;
    const of = invoice(ledger);
    const given = await registration(ledger, of);
    const signed = await supplier.signs([receivables.call("register", given)]);
    const receipt = await supplier.submits(signed);
    expect(receivables.events(receipt, "Registered")).to.deep.equal([
      {
        id: claimId(of),
        seq: 1n,
        intent: signed.intent.id,
        seller: supplier.address,
        debtor: ledger.buyer.address,
        currency: EUR,
        face: FACE,
        dueAt: given.dueAt,
        documentRoot: given.fingerprint.documentRoot,
        sameNumber: false,
      },
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([
      { operator: supplier.address, from: ZeroAddress, to: supplier.address, id: claimId(of), value: FACE },
    ]);
  });

  it("takes the tags of every key version for ever", async () => {
    const ledger = await loadFixture(deployLedger);
    const { fingerprints } = ledger;
    const of = invoice(ledger, { keys: ["key 1", "key 2"] });
    await register(ledger, of);
    const { numberTags, tags } = fingerprintOf(of);
    for (const [index, tag] of tags.entries()) {
      expect(await fingerprints.flag("isTaken", numberTags[index], tag)).to.equal(true);
    }
    const [, second] = tags;
    await expectRefusal(register(ledger, { ...of, keys: ["key 2"] }), "TagTaken", second);
  });

  it("refuses an invoice that is registered already", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    await register(ledger, of);
    await expectRefusal(register(ledger, of, { face: 1n }), "TagTaken", fingerprintOf(of).tags[0]);
  });

  it("marks a number that the seller used before with another date", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    await register(ledger, of);
    const again = await register(ledger, { ...of, issued: "2026-02-28" });
    expect(await claimOf(ledger, again)).to.include({ sameNumber: true, waivers: 0n });
  });

  it("refuses a first tag that names a claim already, whatever its number tag", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    const id = await register(ledger, of);
    const forged = await withTags(ledger, of, [hashOf("another number")], [...fingerprintOf(of).tags]);
    await expectRefusal(submit(ledger, forged), "ForbiddenTransition", id, Status.REGISTERED, Status.REGISTERED);
  });

  it("refuses a currency without a Cash contract", async () => {
    const ledger = await loadFixture(deployLedger);
    await expectRefusal(register(ledger, invoice(ledger), { currency: CHF }), "UnknownCurrency", CHF);
  });

  it("refuses a face of nothing", async () => {
    const ledger = await loadFixture(deployLedger);
    await expectRefusal(register(ledger, invoice(ledger), { face: 0n }), "ZeroAmount");
  });

  it("refuses a claim that never falls due", async () => {
    const ledger = await loadFixture(deployLedger);
    await expectRefusal(register(ledger, invoice(ledger), { dueAt: 0n }), "ZeroDueDate");
  });

  it("refuses a caller who is not the seller of the fingerprint", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, receivables } = ledger;
    const call = receivables.call("register", await registration(ledger, invoice(ledger)));
    await expectRefusal(subSupplier.acts(call), "NotSeller", subSupplier.address, supplier.address);
  });

  it("refuses a claim on oneself", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier } = ledger;
    const of = invoice(ledger, { debtor: supplier });
    await expectRefusal(register(ledger, of), "SelfDealing", supplier.address);
  });

  it("refuses a seller who is not an enterprise", async () => {
    const ledger = await loadFixture(deployLedger);
    const { financier } = ledger;
    const of = invoice(ledger, { seller: financier });
    await expectRefusal(register(ledger, of), "CannotActAs", financier.address, PartyRole.ENTERPRISE);
  });

  it("refuses a debtor who is not an enterprise", async () => {
    const ledger = await loadFixture(deployLedger);
    const { financier } = ledger;
    const of = invoice(ledger, { debtor: financier });
    await expectRefusal(register(ledger, of), "CannotActAs", financier.address, PartyRole.ENTERPRISE);
  });

  it("refuses a frozen seller", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier } = ledger;
    await freeze(ledger, supplier);
    await expectRefusal(register(ledger, invoice(ledger)), "CannotActAs", supplier.address, PartyRole.ENTERPRISE);
  });

  it("refuses a debtor whose check has expired", async () => {
    const ledger = await loadFixture(deployLedger);
    const debtor = await newcomer(ledger, "expired");
    await expire(ledger, debtor, PartyRole.ENTERPRISE);
    const of = invoice(ledger, { debtor });
    await expectRefusal(register(ledger, of), "CannotActAs", debtor.address, PartyRole.ENTERPRISE);
  });

  it("refuses a fingerprint attested by somebody else", async () => {
    const ledger = await loadFixture(deployLedger);
    const signer = new Key("somebody else");
    await expectRefusal(register(ledger, invoice(ledger), { signer }), "NotAFingerprinter", signer.address);
  });

  it("refuses terms moved under another invoice's attestation", async () => {
    const ledger = await loadFixture(deployLedger);
    const given = await registration(ledger, invoice(ledger));
    const { signature } = await registration(ledger, invoice(ledger));
    const refused = await refusalOf(submit(ledger, { ...given, signature }));
    expect(refused.error).to.equal("NotAFingerprinter");
  });

  it("refuses a fingerprint without tags, or with a number tag too few", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    await expectRefusal(submit(ledger, await withTags(ledger, of, [], [])), "MalformedFingerprint", 0n, 0n);
    const [tag = ""] = fingerprintOf(of).tags;
    const lopsided = await withTags(ledger, of, [hashOf("number")], [tag, hashOf("second")]);
    await expectRefusal(submit(ledger, lopsided), "MalformedFingerprint", 1n, 2n);
  });

  it("is stopped by a pause", async () => {
    const ledger = await loadFixture(deployLedger);
    await pause(ledger);
    await expectRefusal(register(ledger, invoice(ledger)), "Paused");
  });

  it("leaves no tag taken when it is refused", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    await expectRefusal(register(ledger, of, { face: 0n }), "ZeroAmount");
    const { numberTags, tags } = fingerprintOf(of);
    expect(await ledger.fingerprints.flag("isTaken", numberTags[0], tags[0])).to.equal(false);
    await register(ledger, of);
  });
});

describe("Receivables.registerFor", () => {
  it("is for system contracts only, not for another party or a stranger", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, subSupplier, receivables } = ledger;
    const call = receivables.call("registerFor", supplier.address, await registration(ledger, invoice(ledger)));
    await expectRefusal(subSupplier.acts(call), "NotSealed", subSupplier.address);
    await expectRefusal(sendAs(outsider(5), call), "NotSealed", outsider(5));
  });

  it("issues the units to the seller that a system contract names", async () => {
    const ledger = await loadFixture(deployLedger);
    const of = invoice(ledger);
    const call = ledger.receivables.call("registerFor", of.seller.address, await registration(ledger, of));
    await sendAs(ledger.bulk.address, call);
    expect(await unitsOf(ledger, of.seller, claimId(of))).to.equal(FACE);
  });
});
