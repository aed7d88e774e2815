import { expect } from "chai";
import { id as hashOf } from "ethers";

import { freeze } from "../ClaimToken/standing.ts";
import { USD, deployLedger } from "../support/ledger.ts";
import { loadFixture, now, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  EVIDENCE,
  LienKind,
  LienStatus,
  Status,
  activate,
  assetOf,
  coOwnedAsset,
  consent,
  entry,
  lienOf,
  ownersOf,
  pledge,
  propose,
  rankedOn,
  record,
  register,
  verifiedAsset,
  whole,
} from "./acts.ts";
import type { WithAsset } from "./acts.ts";

const ZERO = `0x${"00".repeat(32)}`;
const DISCHARGE = hashOf("a discharge");

const released = ({ assets, financier }: WithAsset, lien: bigint) =>
  financier.acts(assets.call("release", lien, DISCHARGE));

describe("A lien", () => {
  it("needs every owner and the lender, and exists from its official registration", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { assets, id, supplier, buyer, financier } = ledger;
    const lien = await propose(ledger);
    expect(await lienOf(ledger, lien)).to.include({ status: LienStatus.PROPOSED, title: 1n, amount: 1_000_000n });
    expect(await assets.flag("hasConsented", lien, supplier.address)).to.equal(true);
    const second = assets.events(await consent(ledger, lien, buyer), "LienConsented");
    expect(second[0]).to.include({ id, lien, by: buyer.address, isComplete: false });
    const third = assets.events(await consent(ledger, lien, financier), "LienConsented");
    expect(third[0]).to.include({ isComplete: true });
    expect((await lienOf(ledger, lien)).status).to.equal(LienStatus.CONSENTED);
    expect(await rankedOn(ledger, id)).to.deep.equal([]);

    const officialAt = (await now()) - 5n;
    const receipt = await activate(ledger, lien, { officialAt });
    expect(assets.events(receipt, "LienActivated")[0]).to.include({ id, lien, rank: 1n });
    expect(await lienOf(ledger, lien)).to.include({ status: LienStatus.ACTIVE, officialAt, sequence: 1n });
    expect(await rankedOn(ledger, id)).to.deep.equal([lien]);
  });

  it("can be given up by an owner or the lender until it is registered, and refused by the registrar", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { assets, buyer, financier, subSupplier } = ledger;
    const first = await propose(ledger);
    const foreign = subSupplier.acts(assets.call("withdraw", first, DISCHARGE));
    await expectRefusal(foreign, "NotALienParty", first, subSupplier.address);
    await buyer.acts(assets.call("withdraw", first, DISCHARGE));
    await expectRefusal(consent(ledger, first, buyer), "WrongLienStatus", first, LienStatus.WITHDRAWN);
    const second = await propose(ledger);
    await financier.acts(assets.call("withdraw", second, DISCHARGE));
    await expectRefusal(activate(ledger, second), "WrongLienStatus", second, LienStatus.WITHDRAWN);
    const third = await propose(ledger);
    await expectRefusal(record(ledger, "refuse", third, ZERO), "NoEvidence", ledger.id);
    await record(ledger, "refuse", third, DISCHARGE);
    await expectRefusal(activate(ledger, third), "Refused", third);
  });

  it("is consented to once by each, and by nobody else", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const lien = await propose(ledger);
    await expectRefusal(consent(ledger, lien, ledger.supplier), "AlreadyConsented", lien, ledger.supplier.address);
    await expectRefusal(consent(ledger, lien, ledger.bank), "NotALienParty", lien, ledger.bank.address);
    await expectRefusal(consent(ledger, 99n, ledger.buyer), "UnknownLien", 99n);
    await freeze(ledger, ledger.buyer);
    await expectRefusal(consent(ledger, lien, ledger.buyer), "CannotTakePart", ledger.buyer.address);
  });

  it("is in favour of a party that is not an owner", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const stranger = outsider(9);
    await expectRefusal(propose(ledger, { lender: stranger }), "BadLender", stranger);
    const { supplier, market } = ledger;
    await expectRefusal(propose(ledger, { lender: supplier.address }), "BadLender", supplier.address);
    await propose(ledger, { lender: market.address });
  });

  it("is registered with register, number, instant and document, and not ahead of time", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const lien = await propose(ledger);
    await consent(ledger, lien, ledger.financier);
    for (const gap of [{ register: ZERO }, { number: ZERO }, { documentHash: ZERO }, { officialAt: 0n }]) {
      await expectRefusal(activate(ledger, lien, gap), "NoEntry", lien);
    }
    const officialAt = (await now()) + 1_000n;
    await expectRefusal(activate(ledger, lien, { officialAt }), "OfficialInstantAhead", lien, officialAt);
    await expectRefusal(record(ledger, "activate", 7n, await entry()), "UnknownLien", 7n);
    await activate(ledger, lien);
    await expectRefusal(activate(ledger, lien), "WrongLienStatus", lien, LienStatus.ACTIVE);
  });

  it("is released by its lender alone", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { assets, supplier, id } = ledger;
    const proposed = await propose(ledger);
    await expectRefusal(released(ledger, proposed), "WrongLienStatus", proposed, LienStatus.PROPOSED);
    const lien = await pledge(ledger);
    const byOwner = supplier.acts(assets.call("release", lien, DISCHARGE));
    await expectRefusal(byOwner, "NotTheLender", lien, supplier.address);
    const bare = ledger.financier.acts(assets.call("release", lien, ZERO));
    await expectRefusal(bare, "NoEvidence", id);
    const receipt = await released(ledger, lien);
    expect(assets.events(receipt, "LienReleased")[0]).to.include({ id, lien, document: DISCHARGE });
    expect((await lienOf(ledger, lien)).status).to.equal(LienStatus.RELEASED);
    expect(await rankedOn(ledger, id)).to.deep.equal([]);
  });
});

describe("Liens on one asset", () => {
  it("rank by the official instant, then by the register's sequence, in whatever order the ledger learns of them", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets } = ledger;
    const officialAt = (await now()) - 100n;
    const middle = await pledge(ledger, {}, { officialAt, sequence: 5n });
    const last = await pledge(ledger, { amount: 7n }, { officialAt, sequence: 9n });
    const late = await pledge(ledger, { amount: 11n }, { officialAt: officialAt - 1n, sequence: 99n });
    const between = await pledge(ledger, { amount: 13n }, { officialAt, sequence: 6n });
    expect(await rankedOn(ledger, id)).to.deep.equal([late, middle, between, last]);
    expect(await assets.uint("rankOf", between)).to.equal(3n);
    const { seniorAmount, rank, isActive, hasOtherSeniors } = await assets.struct<Record<string, unknown>>(
      "collateralOf",
      between,
    );
    expect({ seniorAmount, rank, isActive, hasOtherSeniors }).to.deep.equal({
      seniorAmount: 1_000_011n,
      rank: 3n,
      isActive: true,
      hasOtherSeniors: false,
    });
  });

  it("keep their order when one before them ends", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const officialAt = (await now()) - 100n;
    const liens: bigint[] = [];
    for (const sequence of [1n, 2n, 3n, 4n]) liens.push(await pledge(ledger, {}, { officialAt, sequence }));
    const [first, second, third, fourth] = liens;
    if (second === undefined || first === undefined) throw new Error("four liens were registered");
    await released(ledger, second);
    expect(await rankedOn(ledger, ledger.id)).to.deep.equal([first, third, fourth]);
    await released(ledger, first);
    expect(await rankedOn(ledger, ledger.id)).to.deep.equal([third, fourth]);
    expect(await ledger.assets.uint("rankOf", first)).to.equal(0n);
  });

  it("never share a place, and are at most eight", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const officialAt = (await now()) - 100n;
    const first = await pledge(ledger, {}, { officialAt, sequence: 1n });
    const second = await propose(ledger);
    await consent(ledger, second, ledger.financier);
    await expectRefusal(activate(ledger, second, { officialAt, sequence: 1n }), "RankTaken", second, first);
    for (const sequence of [2n, 3n, 4n, 5n, 6n, 7n, 8n]) await pledge(ledger, {}, { officialAt, sequence });
    const ninth = activate(ledger, second, { officialAt, sequence: 9n });
    await expectRefusal(ninth, "TooManyLiens", ledger.id, 8n);
  });

  it("count seniors in their own currency and say so when one is in another", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const officialAt = (await now()) - 100n;
    await pledge(ledger, { currency: USD }, { officialAt, sequence: 1n });
    const junior = await pledge(ledger, {}, { officialAt, sequence: 2n });
    const view = await ledger.assets.struct<Record<string, unknown>>("collateralOf", junior);
    expect(view).to.include({ seniorAmount: 0n, hasOtherSeniors: true, rank: 2n, isUsable: true });
  });

  it("are none beside a pledge, which is exclusive", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id } = ledger;
    const both = [await propose(ledger, { lienKind: LienKind.PLEDGE }), await propose(ledger)];
    for (const lien of both) await consent(ledger, lien, ledger.financier);
    const [exclusive, other] = both;
    if (exclusive === undefined || other === undefined) throw new Error("two liens were proposed");
    await activate(ledger, exclusive);
    await expectRefusal(activate(ledger, other, { sequence: 2n }), "AlreadyPledged", id, exclusive);
    await expectRefusal(propose(ledger), "AlreadyPledged", id, exclusive);
    await released(ledger, exclusive);
    await activate(ledger, other);
    await expectRefusal(propose(ledger, { lienKind: LienKind.PLEDGE }), "AlreadyPledged", id, other);
  });
});

describe("Enforcement", () => {
  it("moves ownership, ends the lien and those that the sale discharges, and leaves the others with the asset", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id, assets, subSupplier } = ledger;
    const officialAt = (await now()) - 100n;
    const liens: bigint[] = [];
    for (const sequence of [1n, 2n, 3n]) liens.push(await pledge(ledger, {}, { officialAt, sequence }));
    const [senior, enforced, junior] = liens;
    const receipt = await record(ledger, "enforce", enforced, whole(subSupplier), [junior], EVIDENCE);
    expect(assets.events(receipt, "LienEnforced")[0]).to.include({ id, lien: enforced, evidence: EVIDENCE });
    expect(assets.events(receipt, "LienReleased")[0]).to.include({ id, lien: junior });
    expect(await rankedOn(ledger, id)).to.deep.equal([senior]);
    expect(await ownersOf(ledger, id)).to.deep.equal(whole(subSupplier));
    expect(await assetOf(ledger, id)).to.include({ status: Status.PENDING, title: 2n });
    const statuses = await Promise.all([enforced, junior].map((lien) => lienOf(ledger, lien ?? 0n)));
    expect(statuses.map(({ status }) => status)).to.deep.equal([LienStatus.ENFORCED, LienStatus.RELEASED]);
  });

  it("is refused without evidence, of a lien that is not active, and with another asset's lien", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { supplier } = ledger;
    const lien = await pledge(ledger);
    const enforce = (of: bigint, discharged: bigint[], evidence: string) =>
      record(ledger, "enforce", of, whole(supplier), discharged, evidence);
    await expectRefusal(enforce(lien, [], ZERO), "NoEvidence", ledger.id);
    await expectRefusal(enforce(lien, [lien], EVIDENCE), "WrongLienStatus", lien, LienStatus.ENFORCED);
    const proposed = await propose(ledger);
    await expectRefusal(enforce(proposed, [], EVIDENCE), "WrongLienStatus", proposed, LienStatus.PROPOSED);
    const other = await verifiedOther(ledger);
    const foreign = await pledge(other);
    await expectRefusal(enforce(lien, [foreign], EVIDENCE), "NotOnAsset", foreign, ledger.id);
  });

  it("is for those who enforce liens, not for a lender", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { assets, financier } = ledger;
    const lien = await pledge(ledger);
    const own = financier.acts(assets.call("enforce", lien, whole(financier), [], EVIDENCE));
    await expectRefusal(own, "AccessManagedUnauthorized", financier.address);
  });
});

describe("What a lender counts with", () => {
  it("is nothing for a lien that does not exist", async () => {
    const ledger = await loadFixture(deployLedger);
    const view = await ledger.assets.struct<Record<string, unknown>>("collateralOf", 1n);
    expect(view).to.include({ isActive: false, isUsable: false, rank: 0n, amount: 0n });
  });
});

async function verifiedOther(ledger: WithAsset): Promise<WithAsset> {
  const id = await register(ledger, { office: "0x4550" });
  await record(ledger, "verify", id, EVIDENCE);
  return { ...ledger, id };
}
