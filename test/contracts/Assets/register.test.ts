import { expect } from "chai";
import { encodeBytes32String, id as hashOf } from "ethers";

import { freeze } from "../ClaimToken/standing.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture, nextBlockAt, outsider, provider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  Basis,
  EVIDENCE,
  Kind,
  NO_FEES,
  Stage,
  Status,
  assetOf,
  ownersOf,
  record,
  register,
  registeredAsset,
  registration,
  verifiedAsset,
  whole,
} from "./acts.ts";

const ZERO = `0x${"00".repeat(32)}`;

describe("Assets.register", () => {
  it("enters a right once, pending, with its owners' parts and all that was said of it", async () => {
    const ledger = await loadFixture(deployLedger);
    const { assets, supplier, buyer } = ledger;
    const owners = [
      { account: supplier.address, parts: 2n },
      { account: buyer.address, parts: 1n },
    ];
    const given = await registration(ledger, { owners });
    const receipt = await supplier.acts(assets.call("register", given));
    const id = await assets.text("idOf", given.office, given.kind, given.number);
    const [event] = assets.events(receipt, "AssetRegistered");
    expect(event).to.include({ id, seq: 1n, by: supplier.address, office: "0x5553", number: given.number, title: 1n });
    expect(event?.["owners"]).to.deep.equal(owners.map(({ account, parts }) => [account, parts]));
    expect(await assetOf(ledger, id)).to.include({
      status: Status.PENDING,
      stage: Stage.GRANTED,
      basis: Basis.GRANT,
      expiresAt: given.term.expiresAt,
      feesPaidUntil: given.feesPaidUntil,
      wasVerified: false,
      title: 1n,
      seq: 1n,
    });
    expect(await ownersOf(ledger, id)).to.deep.equal(owners);
    expect(await assets.flag("isUsable", id)).to.equal(false);
  });

  it("gives the same number of another office or kind another entry, the same right never a second one", async () => {
    const ledger = await loadFixture(registeredAsset);
    const { id, buyer } = ledger;
    await expectRefusal(register(ledger), "AssetExists", id);
    await expectRefusal(register(ledger, { owners: whole(buyer) }, buyer), "AssetExists", id);
    expect(await register(ledger, { office: "0x4550" })).not.to.equal(id);
    expect(await register(ledger, { kind: Kind.DESIGN })).not.to.equal(id);
  });

  it("refuses a caller who is not among the owners, and owners that are no parties, named twice or without parts", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, buyer, assets } = ledger;
    const { office, kind, number } = await registration(ledger);
    const id = await assets.text("idOf", office, kind, number);
    await expectRefusal(register(ledger, {}, buyer), "NotAnOwner", id, buyer.address);
    await expectRefusal(register(ledger, { owners: [] }), "OwnersOutOfRange", 0n, 8n);
    const nine = Array.from({ length: 9 }, () => whole(supplier)).flat();
    await expectRefusal(register(ledger, { owners: nine }), "OwnersOutOfRange", 9n, 8n);
    const twice = [...whole(supplier), ...whole(supplier)];
    await expectRefusal(register(ledger, { owners: twice }), "BadOwner", supplier.address);
    const none = [{ account: supplier.address, parts: 0n }];
    await expectRefusal(register(ledger, { owners: none }), "BadOwner", supplier.address);
    const stranger = outsider(9);
    const foreign = [...whole(supplier), { account: stranger, parts: 1n }];
    await expectRefusal(register(ledger, { owners: foreign }), "BadOwner", stranger);
  });

  it("refuses an empty office, number or record, and an end that contradicts its basis", async () => {
    const ledger = await loadFixture(deployLedger);
    const { term } = await registration(ledger);
    await expectRefusal(register(ledger, { office: "0x0000" }), "NoNumber");
    await expectRefusal(register(ledger, { number: ZERO }), "NoNumber");
    const { office, kind, number } = await registration(ledger);
    const id = await ledger.assets.text("idOf", office, kind, number);
    await expectRefusal(register(ledger, { documentRoot: ZERO }), "NoEvidence", id);
    const endless = { ...term, expiresAt: 0n };
    await expectRefusal(register(ledger, { term: endless }), "BadTerm", 0n, Basis.GRANT);
    const unlimited = { ...term, termBasis: Basis.UNLIMITED };
    await expectRefusal(register(ledger, { term: unlimited }), "BadTerm", term.expiresAt, Basis.UNLIMITED);
    const unknown = { ...term, termBasis: Basis.UNKNOWN };
    await expectRefusal(register(ledger, { term: unknown }), "BadTerm", term.expiresAt, Basis.UNKNOWN);
  });

  it("refuses a frozen owner", async () => {
    const ledger = await loadFixture(deployLedger);
    await freeze(ledger, ledger.supplier);
    await expectRefusal(register(ledger), "BadOwner", ledger.supplier.address);
  });
});

describe("The registrar", () => {
  it("verifies an entry, which makes it usable", async () => {
    const ledger = await loadFixture(registeredAsset);
    const { id, assets } = ledger;
    const receipt = await record(ledger, "verify", id, EVIDENCE);
    expect(assets.events(receipt, "AssetVerified")[0]).to.include({ id, seq: 2n, evidence: EVIDENCE });
    expect(await assetOf(ledger, id)).to.include({ status: Status.VERIFIED, wasVerified: true });
    expect(await assets.flag("isUsable", id)).to.equal(true);
    const again = record(ledger, "verify", id, EVIDENCE);
    await expectRefusal(again, "ForbiddenAssetTransition", id, Status.VERIFIED, Status.VERIFIED);
  });

  it("rejects an entry that was never verified, which its true owner may then register", async () => {
    const ledger = await loadFixture(registeredAsset);
    const { id, buyer } = ledger;
    await record(ledger, "reject", id, hashOf("the register names another owner"));
    expect((await assetOf(ledger, id)).status).to.equal(Status.REJECTED);
    await register(ledger, { owners: whole(buyer) }, buyer);
    expect(await assetOf(ledger, id)).to.include({ status: Status.PENDING, title: 2n, seq: 3n });
    expect(await ownersOf(ledger, id)).to.deep.equal(whole(buyer));
  });

  it("cannot reject what was verified before, though it is pending again", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, supplier, buyer, assets } = ledger;
    await supplier.acts(assets.call("transfer", id, whole(buyer), EVIDENCE));
    const rejected = record(ledger, "reject", id, EVIDENCE);
    await expectRefusal(rejected, "ForbiddenAssetTransition", id, Status.PENDING, Status.REJECTED);
  });

  it("records stage, term, fees, contests and restraints, each with its evidence", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets } = ledger;
    const { expiresAt } = await assetOf(ledger, id);
    const extended = { expiresAt: expiresAt + 100n, termBasis: Basis.EXTENSION, source: EVIDENCE };
    const term = assets.events(await record(ledger, "recordTerm", id, extended), "TermRecorded");
    expect(term[0]?.["term"]).to.deep.equal([expiresAt + 100n, Basis.EXTENSION, EVIDENCE]);
    await record(ledger, "recordFees", id, NO_FEES, EVIDENCE);
    await record(ledger, "recordContest", id, true, EVIDENCE);
    expect(await assetOf(ledger, id)).to.include({
      expiresAt: expiresAt + 100n,
      basis: Basis.EXTENSION,
      feesPaidUntil: NO_FEES,
      isContested: true,
      isWithheld: false,
      seq: 5n,
    });
    expect(await assets.flag("isUsable", id)).to.equal(true);
    await record(ledger, "recordContest", id, false, EVIDENCE);
    await record(ledger, "recordRestraint", id, true, EVIDENCE);
    expect(await assetOf(ledger, id)).to.include({ isContested: false, isWithheld: true });
    expect(await assets.flag("isUsable", id)).to.equal(false);
    await record(ledger, "recordRestraint", id, false, EVIDENCE);
    await record(ledger, "recordStage", id, Stage.NO_RIGHT, EVIDENCE);
    expect((await assetOf(ledger, id)).stage).to.equal(Stage.NO_RIGHT);
    expect(await assets.flag("isUsable", id)).to.equal(false);
  });

  it("refuses to record anything without evidence, or of an unknown asset", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets } = ledger;
    const term = { expiresAt: 0n, termBasis: Basis.UNLIMITED };
    const facts: [name: string, ...args: unknown[]][] = [
      ["recordStage", Stage.APPLICATION],
      ["recordFees", 1n],
      ["recordContest", true],
      ["recordRestraint", true],
      ["expire"],
      ["invalidate"],
    ];
    for (const [name, ...args] of facts) {
      await expectRefusal(record(ledger, name, id, ...args, ZERO), "NoEvidence", id);
      await expectRefusal(record(ledger, name, EVIDENCE, ...args, EVIDENCE), "UnknownAsset", EVIDENCE);
    }
    await expectRefusal(record(ledger, "recordTerm", id, { ...term, source: ZERO }), "NoEvidence", id);
    const unknown = record(ledger, "recordTerm", EVIDENCE, { ...term, source: EVIDENCE });
    await expectRefusal(unknown, "UnknownAsset", EVIDENCE);
    expect((await assetOf(ledger, id)).seq).to.equal(2n);
    expect(await assets.flag("isUsable", id)).to.equal(true);
  });

  it("restores a right that had lapsed or was invalidated, to be verified again", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets } = ledger;
    await record(ledger, "expire", id, EVIDENCE);
    expect(await assets.flag("isUsable", id)).to.equal(false);
    await record(ledger, "invalidate", id, EVIDENCE);
    await record(ledger, "restore", id, EVIDENCE);
    expect((await assetOf(ledger, id)).status).to.equal(Status.PENDING);
    await record(ledger, "verify", id, EVIDENCE);
    expect(await assets.flag("isUsable", id)).to.equal(true);
  });
});

describe("A right in time", () => {
  it("is usable to the last second that its fees are paid for, and of its term", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets } = ledger;
    const { feesPaidUntil, expiresAt } = await assetOf(ledger, id);
    const usableAt = async (instant: bigint): Promise<boolean> => {
      await nextBlockAt(instant);
      await provider.request({ method: "evm_mine", params: [] });
      return assets.flag("isUsable", id);
    };
    expect(await usableAt(feesPaidUntil)).to.equal(true);
    expect(await usableAt(feesPaidUntil + 1n)).to.equal(false);
    await record(ledger, "recordFees", id, NO_FEES, EVIDENCE);
    expect(await usableAt(expiresAt)).to.equal(true);
    expect(await usableAt(expiresAt + 1n)).to.equal(false);
  });

  it("is not usable while nobody has said until when", async () => {
    const ledger = await loadFixture(deployLedger);
    const unknown = { expiresAt: 0n, termBasis: Basis.UNKNOWN, source: ZERO };
    const id = await register(ledger, { term: unknown, number: encodeBytes32String("1") });
    await record(ledger, "verify", id, EVIDENCE);
    expect(await ledger.assets.flag("isUsable", id)).to.equal(false);
    await record(ledger, "recordTerm", id, { expiresAt: 0n, termBasis: Basis.UNLIMITED, source: EVIDENCE });
    expect(await ledger.assets.flag("isUsable", id)).to.equal(true);
    await record(ledger, "recordFees", id, 0n, EVIDENCE);
    expect(await ledger.assets.flag("isUsable", id)).to.equal(false);
  });
});
