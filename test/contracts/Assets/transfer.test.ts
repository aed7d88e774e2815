import { expect } from "chai";
import { AbiCoder, id as hashOf, keccak256 } from "ethers";

import { freeze } from "../ClaimToken/standing.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  EVIDENCE,
  Status,
  activate,
  assetOf,
  coOwnedAsset,
  consent,
  ownersOf,
  pledge,
  propose,
  record,
  transferTo,
  verifiedAsset,
  whole,
} from "./acts.ts";
import type { Owner } from "./acts.ts";

const termsOf = (title: bigint, owners: readonly Owner[]): string =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["uint32", "tuple(address account, uint32 parts)[]", "bytes32"],
      [title, owners, EVIDENCE],
    ),
  );

describe("Assets.transfer", () => {
  it("changes the owners once all have agreed to the same, and leaves the entry to be verified again", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { id, assets, supplier, buyer, subSupplier } = ledger;
    const to = whole(subSupplier);
    const first = await transferTo(supplier, assets, id, to);
    const terms = termsOf(1n, to);
    expect(assets.events(first, "TransferAgreed")[0]).to.include({ id, seq: 3n, by: supplier.address, terms });
    expect(await assets.flag("hasAgreed", id, terms, supplier.address)).to.equal(true);
    expect(await assets.flag("hasAgreed", id, terms, buyer.address)).to.equal(false);
    expect(assets.events(first, "OwnershipTransferred")).to.have.length(0);
    const last = await transferTo(buyer, assets, id, to);
    expect(assets.events(last, "OwnershipTransferred")[0]).to.include({ id, seq: 5n, title: 2n, document: EVIDENCE });
    expect(await ownersOf(ledger, id)).to.deep.equal(to);
    expect(await assetOf(ledger, id)).to.include({ status: Status.PENDING, title: 2n, wasVerified: true });
  });

  it("does not add up agreements to different owners or under an earlier title", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { id, assets, supplier, buyer, subSupplier, financier } = ledger;
    const before = await ownersOf(ledger, id);
    await transferTo(supplier, assets, id, whole(subSupplier));
    await transferTo(buyer, assets, id, whole(financier));
    expect(await ownersOf(ledger, id)).to.deep.equal(before);
    await expectRefusal(transferTo(supplier, assets, id, whole(subSupplier)), "AlreadyAgreed", id, supplier.address);
    await transferTo(buyer, assets, id, whole(subSupplier));
    await subSupplier.acts(assets.call("transfer", id, before, EVIDENCE));
    await transferTo(supplier, assets, id, whole(subSupplier));
    expect(await ownersOf(ledger, id)).to.deep.equal(before);
  });

  it("needs the lenders whose liens are active, and no others", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets, supplier, buyer, financier } = ledger;
    await pledge(ledger);
    const waiting = await propose(ledger, { lender: ledger.subSupplier.address });
    await consent(ledger, waiting, ledger.subSupplier);
    await transferTo(supplier, assets, id, whole(buyer));
    expect((await assetOf(ledger, id)).title).to.equal(1n);
    await transferTo(financier, assets, id, whole(buyer));
    expect((await assetOf(ledger, id)).title).to.equal(2n);
    await expectRefusal(activate(ledger, waiting, { sequence: 2n }), "OwnersChanged", waiting, 1n, 2n);
  });

  it("is refused to whom it does not concern, without a document, of an ended or withheld right, or by the frozen", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets, supplier, buyer } = ledger;
    const to = whole(buyer);
    await expectRefusal(transferTo(buyer, assets, id, to), "NotConcerned", id, buyer.address);
    const bare = supplier.acts(assets.call("transfer", id, to, `0x${"00".repeat(32)}`));
    await expectRefusal(bare, "NoEvidence", id);
    const unknown = hashOf("nothing");
    await expectRefusal(transferTo(supplier, assets, unknown, to), "UnknownAsset", unknown);
    await record(ledger, "recordRestraint", id, true, EVIDENCE);
    await expectRefusal(transferTo(supplier, assets, id, to), "TitleWithheld", id);
    await record(ledger, "recordRestraint", id, false, EVIDENCE);
    await record(ledger, "expire", id, EVIDENCE);
    const ended = transferTo(supplier, assets, id, to);
    await expectRefusal(ended, "ForbiddenAssetTransition", id, Status.EXPIRED, Status.PENDING);
    await record(ledger, "restore", id, EVIDENCE);
    await freeze(ledger, supplier);
    await expectRefusal(transferTo(supplier, assets, id, to), "CannotTakePart", supplier.address);
  });
});
