import { expect } from "chai";
import { ZeroHash, id } from "ethers";

import { ROLES } from "../../../services/chain/roles.ts";
import { attest, fingerprintOf, invoice } from "../support/invoices.ts";
import type { Invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { Key } from "../support/party.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { fingerprintDigest } from "../support/typedData.ts";
import type { Fingerprint } from "../support/typedData.ts";

const [OLD, NEW] = ["key 1", "key 2"];

/** A ledger in which the financier stands in for a claim contract. */
async function withLedgerRole() {
  const ledger = await deployLedger();
  const { governor, accessManager, financier } = ledger;
  await governor.acts(accessManager.call("grantRole", ROLES.LEDGER.id, financier.address, 0));
  return { ...ledger, of: invoice(ledger) };
}

async function take(ledger: Ledger, fingerprint: Fingerprint, signer?: Key) {
  const call = ledger.fingerprints.call("take", fingerprint, attest(ledger, fingerprint, signer));
  return ledger.financier.acts(call);
}

/** What taking the invoice tells: one flag for each tag. */
async function taken(ledger: Ledger, of: Invoice): Promise<unknown[]> {
  const receipt = await take(ledger, fingerprintOf(of));
  return ledger.fingerprints.events(receipt, "Taken").map((event) => event["sameNumber"]);
}

/** Tag of the invoice under its key with this index. */
const tag = (of: Invoice, index: number): string => fingerprintOf(of).tags[index] ?? "";

async function isTaken({ fingerprints }: Ledger, of: Invoice): Promise<boolean[]> {
  const { numberTags, tags } = fingerprintOf(of);
  return Promise.all(tags.map((each, index) => fingerprints.flag("isTaken", numberTags[index], each)));
}

describe("Fingerprints.take", () => {
  it("takes the tag of an invoice, for good", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { of } = ledger;
    expect(await isTaken(ledger, of)).to.deep.equal([false]);
    const receipt = await take(ledger, fingerprintOf(of));
    const [numberTag] = fingerprintOf(of).numberTags;
    const events = ledger.fingerprints.events(receipt, "Taken");
    expect(events).to.deep.equal([{ tag: tag(of, 0), numberTag, sameNumber: false }]);
    expect(await isTaken(ledger, of)).to.deep.equal([true]);
  });

  it("refuses the same invoice again", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { of } = ledger;
    await taken(ledger, of);
    await expectRefusal(taken(ledger, of), "TagTaken", tag(of, 0));
    const otherDebtor = { ...fingerprintOf(of), debtor: ledger.financier.address, documentRoot: id("altered") };
    await expectRefusal(take(ledger, otherDebtor), "TagTaken", tag(of, 0));
  });

  it("refuses an invoice that was taken under an older key", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { of } = ledger;
    await taken(ledger, { ...of, keys: [OLD] });
    const again = { ...of, keys: [OLD, NEW] };
    await expectRefusal(taken(ledger, again), "TagTaken", tag(again, 0));
    expect(await isTaken(ledger, again)).to.deep.equal([true, false]);
  });

  it("refuses an invoice that was taken under both keys, whichever is used", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const of = { ...ledger.of, keys: [OLD, NEW] };
    expect(await taken(ledger, of)).to.deep.equal([false, false]);
    expect(await isTaken(ledger, of)).to.deep.equal([true, true]);
    await expectRefusal(taken(ledger, { ...of, keys: [OLD] }), "TagTaken", tag(of, 0));
    await expectRefusal(taken(ledger, { ...of, keys: [NEW] }), "TagTaken", tag(of, 1));
  });

  it("takes none of the tags when one of them is taken", async () => {
    const ledger = await loadFixture(withLedgerRole);
    await taken(ledger, { ...ledger.of, keys: [NEW] });
    const both = { ...ledger.of, keys: [OLD, NEW] };
    await expectRefusal(taken(ledger, both), "TagTaken", tag(both, 1));
    expect(await isTaken(ledger, both)).to.deep.equal([false, true]);
  });

  it("refuses a tag that appears twice in one attestation", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const of = { ...ledger.of, keys: [OLD, OLD] };
    await expectRefusal(taken(ledger, of), "TagTaken", tag(of, 0));
  });

  it("refuses the zero tag", async () => {
    const ledger = await loadFixture(withLedgerRole);
    await expectRefusal(take(ledger, { ...fingerprintOf(ledger.of), tags: [ZeroHash] }), "TagTaken", ZeroHash);
  });

  it("tells when a seller used the number before, with another date, and takes each date once", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { of } = ledger;
    const [second, third] = [
      { ...of, issued: "2026-02-28" },
      { ...of, issued: "2026-03-31" },
    ];
    expect(await taken(ledger, of)).to.deep.equal([false]);
    expect(await isTaken(ledger, second)).to.deep.equal([false]);
    expect(await taken(ledger, second)).to.deep.equal([true]);
    expect(await taken(ledger, third)).to.deep.equal([true]);
    for (const each of [of, second, third]) {
      expect(await isTaken(ledger, each)).to.deep.equal([true]);
      await expectRefusal(taken(ledger, each), "TagTaken", tag(each, 0));
    }
  });

  it("tells so too when the number was used under an older key", async () => {
    const ledger = await loadFixture(withLedgerRole);
    await taken(ledger, { ...ledger.of, keys: [OLD] });
    const later = { ...ledger.of, keys: [OLD, NEW], issued: "2026-02-28" };
    expect(await taken(ledger, later)).to.deep.equal([true, false]);
    expect(await isTaken(ledger, later)).to.deep.equal([true, true]);
  });

  it("does not tell so of the same number of another seller", async () => {
    const ledger = await loadFixture(withLedgerRole);
    await taken(ledger, ledger.of);
    expect(await taken(ledger, { ...ledger.of, seller: ledger.subSupplier })).to.deep.equal([false]);
  });

  it("refuses an attestation by anybody but a fingerprinter", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const intruder = new Key("an intruder");
    const act = take(ledger, fingerprintOf(ledger.of), intruder);
    await expectRefusal(act, "NotAFingerprinter", intruder.address);
    expect(await isTaken(ledger, ledger.of)).to.deep.equal([false]);
  });

  it("refuses a fingerprinter whose role was revoked, and takes another's who was granted it", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { governor, accessManager, fingerprinter, of } = ledger;
    const successor = new Key("the next fingerprinter");
    const role = ROLES.FINGERPRINTER.id;
    await governor.acts(accessManager.call("revokeRole", role, fingerprinter.address));
    await governor.acts(accessManager.call("grantRole", role, successor.address, 0));
    await expectRefusal(take(ledger, fingerprintOf(of)), "NotAFingerprinter", fingerprinter.address);
    await take(ledger, fingerprintOf(of), successor);
    expect(await isTaken(ledger, of)).to.deep.equal([true]);
  });

  it("refuses a signature over anything else than what is taken, or for another network", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { fingerprints, financier, fingerprinter, of } = ledger;
    const fingerprint = fingerprintOf(of);
    const signature = attest(ledger, fingerprint);
    const changes = [
      { tags: [id("another tag")] },
      { numberTags: [id("another number")] },
      { seller: financier.address },
      { debtor: financier.address },
      { documentRoot: id("another document") },
    ];
    for (const change of changes) {
      const act = financier.acts(fingerprints.call("take", { ...fingerprint, ...change }, signature));
      expect((await refusalOf(act)).error, Object.keys(change).join()).to.equal("NotAFingerprinter");
    }
    const staging = { network: id("staging"), contract: fingerprints.address };
    const elsewhere = fingerprinter.sign(fingerprintDigest(staging, fingerprint));
    const act = financier.acts(fingerprints.call("take", fingerprint, elsewhere));
    expect((await refusalOf(act)).error).to.equal("NotAFingerprinter");
    expect(await isTaken(ledger, of)).to.deep.equal([false]);
  });

  it("refuses what is no signature", async () => {
    const { fingerprints, financier, of } = await loadFixture(withLedgerRole);
    const take = (signature: string) => financier.acts(fingerprints.call("take", fingerprintOf(of), signature));
    await expectRefusal(take("0x"), "ECDSAInvalidSignatureLength", 0n);
    await expectRefusal(take(`0x${"00".repeat(65)}`), "ECDSAInvalidSignature");
  });

  for (const [numbers, tags] of [
    [0, 0],
    [1, 0],
    [1, 2],
    [2, 1],
  ] as const) {
    it(`refuses an attestation of ${numbers} number tags and ${tags} tags`, async () => {
      const ledger = await loadFixture(withLedgerRole);
      const full = fingerprintOf({ ...ledger.of, keys: [OLD, NEW] });
      const fingerprint = {
        ...full,
        numberTags: full.numberTags.slice(0, numbers),
        tags: full.tags.slice(0, tags),
      };
      await expectRefusal(take(ledger, fingerprint), "MalformedFingerprint", BigInt(numbers), BigInt(tags));
    });
  }

  it("is the claim contracts' alone", async () => {
    const ledger = await loadFixture(withLedgerRole);
    const { fingerprints, of, supplier, registrar, governor } = ledger;
    const fingerprint = fingerprintOf(of);
    const call = fingerprints.call("take", fingerprint, attest(ledger, fingerprint));
    for (const party of [supplier, registrar, governor]) {
      await expectRefusal(party.acts(call), "AccessManagedUnauthorized", party.address);
    }
  });

  it("says the digest that a fingerprinter signs by its EIP-712", async () => {
    const { fingerprints, network, of } = await loadFixture(withLedgerRole);
    const fingerprint = fingerprintOf({ ...of, keys: [OLD, NEW] });
    const expected = fingerprintDigest({ network, contract: fingerprints.address }, fingerprint);
    expect(await fingerprints.text("digestOf", fingerprint)).to.equal(expected);
  });
});
