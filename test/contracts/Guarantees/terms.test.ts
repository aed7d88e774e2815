import { expect } from "chai";

import { dispute } from "../Servicing/acts.ts";
import { freeze } from "../ClaimToken/standing.ts";
import { claimOf, euroOf, give, pay, registeredClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { loadFixture, now, wait } from "../support/network.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { GRACE, REASON, accept, accountOf, acts, cover, draw, fallIntoDefault } from "./acts.ts";
import { guaranteedClaim, offer, termsOf } from "./acts.ts";

describe("Guarantees: terms", () => {
  it("are offered by the seller, or by whoever holds everything, and told in the claim's history", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, supplier, subSupplier, financier, receivables, guarantees } = ledger;
    const wishes = [
      { by: fund, cap: 10_000n, premium: 50n },
      { by: insurer, bps: 5_000n },
    ];
    const { seq, version } = await claimOf(ledger, id);
    const receipt = await offer(ledger, wishes);
    const [offered] = receivables.events(receipt, "GuaranteeOffered");
    expect(offered).to.include({ id, seq: seq + 1n, arranger: supplier.address, grace: GRACE, layers: 2n, shares: 2n });
    expect(receivables.events(receipt, "LayerOffered").map(({ layer, bps, cap }) => [layer, bps, cap])).to.deep.equal([
      [0n, 0n, 10_000n],
      [1n, 5_000n, FACE],
    ]);
    const shares = receivables.events(receipt, "ShareOffered");
    expect(shares[0]).to.include({ share: 0n, layer: 0n, guarantor: fund.address, weight: 1n, premium: 50n });
    expect(await claimOf(ledger, id)).to.include({ version: version + 5n });
    const { layers, shares: asked } = await termsOf(ledger, wishes);
    expect(await guarantees.read("layersOf", id)).to.have.length(1);
    const { terms } = await guarantees.struct<{ terms: string }>("guaranteeOf", id);
    expect(offered?.["terms"]).to.equal(terms);
    const again = acts(ledger, subSupplier, "offer", GRACE, layers, asked);
    await expectRefusal(again, "NotTheArranger", id, subSupplier.address);
    await give(ledger, id, subSupplier, financier, FACE / 4n);
    await give(ledger, id, supplier, financier, (FACE * 3n) / 4n);
    await acts(ledger, financier, "offer", GRACE, layers, asked);
  });

  it("can be replaced until somebody accepts, and are accepted only as they stand", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, supplier, guarantees } = ledger;
    await offer(ledger, [{ by: fund, cap: 10_000n }]);
    const { terms } = await guarantees.struct<{ terms: string }>("guaranteeOf", id);
    await offer(ledger, [{ by: fund, cap: 90_000n }]);
    await expectRefusal(acts(ledger, fund, "accept", 0, terms), "OtherTerms", id);
    await expectRefusal(accept(ledger, insurer, 0), "NotTheGuarantor", id, 0n, insurer.address);
    await expectRefusal(accept(ledger, insurer, 1), "NoShare", id, 1n);
    await accept(ledger, fund, 0);
    expect(await accountOf(ledger, 0)).to.include({ isAccepted: true, isPremiumPaid: true, reserve: 90_000n });
    expect(await euroOf(ledger, guarantees)).to.equal(90_000n);
    await expectRefusal(accept(ledger, fund, 0), "AlreadyAccepted", id, 0n);
    await expectRefusal(offer(ledger, [{ by: fund }], supplier), "TermsStand", id);
  });

  it("are refused when they make no sense", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { fund, buyer, supplier } = ledger;
    const { layers, shares } = await termsOf(ledger, [{ by: fund }]);
    const [layer] = layers;
    const [share] = shares;
    const offering = (l: readonly unknown[], s: readonly unknown[]): Promise<unknown> =>
      acts(ledger, supplier, "offer", GRACE, l, s);
    await expectRefusal(offering([], []), "BadLayer", 0n);
    await expectRefusal(offering(layers, []), "BadLayer", 0n);
    await expectRefusal(offering([{ ...layer, cap: 0n }], shares), "BadLayer", 0n);
    await expectRefusal(offering([{ ...layer, bps: 10_001n }], shares), "BadLayer", 0n);
    await offering([{ ...layer, bps: 10_000n }], shares);
    const { dueAt } = await claimOf(ledger, ledger.id);
    await expectRefusal(offering([{ ...layer, validUntil: dueAt + GRACE }], shares), "BadLayer", 0n);
    await expectRefusal(offering(layers, [share, { ...share, layer: 1n }]), "BadShare", 1n);
    await expectRefusal(offering(layers, [{ ...share, weight: 0n }]), "BadShare", 0n);
    await expectRefusal(offering(layers, [{ ...share, guarantor: buyer.address }]), "BadShare", 0n);
    await expectRefusal(offering(layers, [{ ...share, guarantor: ledger.euro.address }]), "BadShare", 0n);
    await expectRefusal(
      offering(
        layers,
        Array.from({ length: 9 }, () => share),
      ),
      "TooManyShares",
      9n,
    );
    await offering(
      layers,
      Array.from({ length: 8 }, () => share),
    );
  });

  it("are refused for a claim that is not acknowledged, or disputed", async () => {
    const registered = await loadFixture(registeredClaim);
    const { layers, shares } = await termsOf(registered, [{ by: registered.financier }]);
    const early = acts(registered, registered.supplier, "offer", GRACE, layers, shares);
    await expectRefusal(early, "NotCoverable", registered.id);
    const ledger = await loadFixture(guaranteedClaim);
    await offer(ledger, [{ by: ledger.fund }]);
    await dispute(ledger, 1n);
    await expectRefusal(offer(ledger, [{ by: ledger.fund }]), "NotCoverable", ledger.id);
    await expectRefusal(accept(ledger, ledger.fund, 0), "NotCoverable", ledger.id);
  });

  it("are accepted by guarantors only, while they are admitted and not frozen", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, financier } = ledger;
    await offer(ledger, [{ by: financier }, { by: fund }]);
    await expectRefusal(accept(ledger, financier, 0), "NotAGuarantor", financier.address);
    await freeze(ledger, fund);
    await expectRefusal(accept(ledger, fund, 1), "NotAGuarantor", fund.address);
    await wait(200n * 86_400n);
    const { layers } = await termsOf(ledger, [{ by: fund }]);
    const late = accept(ledger, fund, 1);
    await expectRefusal(late, "CoverExpired", id, 1n, layers[0]?.validUntil);
  });
});

describe("Guarantees: premiums and reserves", () => {
  it("cover nothing until the premium is paid, and premiums are paid before the claim is due", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, supplier } = ledger;
    await offer(ledger, [
      { by: fund, premium: 700n, bps: 5_000n },
      { by: insurer, premium: 300n, bps: 5_000n },
    ]);
    await expectRefusal(acts(ledger, supplier, "payPremium", 0), "NotAccepted", id, 0n);
    await accept(ledger, fund, 0);
    await accept(ledger, insurer, 1);
    const had = await euroOf(ledger, fund);
    await expectRefusal(acts(ledger, fund, "payPremium", 0), "NotTheArranger", id, fund.address);
    await acts(ledger, supplier, "payPremium", 0);
    expect(await euroOf(ledger, fund)).to.equal(had + 700n);
    await expectRefusal(acts(ledger, supplier, "payPremium", 0), "PremiumSettled", id, 0n);
    await fallIntoDefault(ledger);
    const { dueAt } = await claimOf(ledger, id);
    await expectRefusal(acts(ledger, supplier, "payPremium", 1), "PremiumLate", id, dueAt);
    await acts(ledger, ledger.subSupplier, "demand", REASON);
    expect(await ledger.guarantees.uint("dueOf", id, 0)).to.equal(50_000n);
    expect(await ledger.guarantees.uint("dueOf", id, 1)).to.equal(0n);
    await expectRefusal(acts(ledger, supplier, "payCover", 1), "NothingToPay", id, 1n);
  });

  it("pay as far as the reserve reaches, and go on when it is funded", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantees } = ledger;
    await cover(ledger, [{ by: fund, reserve: 20_000n }]);
    expect(await draw(ledger, 1)).to.deep.equal([20_000n]);
    await expectRefusal(acts(ledger, fund, "payCover", 0), "NothingToPay", id, 0n);
    await expectRefusal(acts(ledger, fund, "fund", 0, 0n), "ZeroAmount");
    await acts(ledger, fund, "fund", 0, 90_000n);
    await acts(ledger, fund, "payCover", 0);
    expect(await accountOf(ledger, 0)).to.include({ paid: FACE, reserve: 10_000n });
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(10_000n);
  });

  it("give back what can no longer be asked for", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, guarantees } = ledger;
    await cover(ledger, [{ by: fund }, { by: insurer }]);
    await expectRefusal(acts(ledger, fund, "release", 0), "NothingToRelease", id, 0n);
    await expectRefusal(acts(ledger, insurer, "release", 0), "NotTheGuarantor", id, 0n, insurer.address);
    await pay(ledger, id, FACE);
    const had = await euroOf(ledger, fund);
    await acts(ledger, fund, "release", 0);
    expect(await euroOf(ledger, fund)).to.equal(had + FACE);
    expect(await euroOf(ledger, guarantees)).to.equal(FACE);
    await acts(ledger, insurer, "release", 1);
    expect(await euroOf(ledger, guarantees)).to.equal(0n);
  });

  it("hold a demanded share to what it owes, an expired one to nothing", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantees } = ledger;
    await cover(ledger, [{ by: fund, cap: 60_000n, reserve: 80_000n }]);
    await fallIntoDefault(ledger);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(0n);
    await acts(ledger, ledger.subSupplier, "demand", REASON);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(20_000n);
    await pay(ledger, id, 70_000n);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(50_000n);
  });
});

describe("Guarantees: the demand", () => {
  it("is a holder's, once, in default, within the cover's time", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, subSupplier, financier, guarantees, receivables } = ledger;
    await expectRefusal(acts(ledger, subSupplier, "demand", REASON), "NoShare", id, 0n);
    await cover(ledger, [{ by: fund }]);
    const { dueAt } = await claimOf(ledger, id);
    await expectRefusal(acts(ledger, subSupplier, "demand", REASON), "NotInDefault", id, dueAt + GRACE);
    await expectRefusal(acts(ledger, fund, "payCover", 0), "NotDemanded", id);
    await fallIntoDefault(ledger);
    await expectRefusal(acts(ledger, financier, "demand", REASON), "NotAHolder", id, financier.address);
    await pay(ledger, id, 1_000n);
    const receipt = await acts(ledger, subSupplier, "demand", REASON);
    const [told] = receivables.events(receipt, "CoverDemanded");
    expect(told).to.include({ id, holder: subSupplier.address, loss: FACE - 1_000n, reason: REASON });
    const { demandedAt } = await guarantees.struct<{ demandedAt: bigint }>("guaranteeOf", id);
    expect(demandedAt).to.equal(await now());
    await expectRefusal(acts(ledger, subSupplier, "demand", REASON), "AlreadyDemanded", id);
  });

  it("asks nothing of a layer whose time is over, which then can have its reserve back", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, subSupplier, guarantees } = ledger;
    await cover(ledger, [{ by: fund }]);
    await fallIntoDefault(ledger);
    await wait(91n * 86_400n);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(FACE);
    await acts(ledger, subSupplier, "demand", REASON);
    expect(await guarantees.uint("dueOf", id, 0)).to.equal(0n);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(FACE);
  });

  it("and its payment wait for a dispute to end, and outlive a write-off", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, subSupplier, buyer, registrar, servicing } = ledger;
    await cover(ledger, [{ by: fund }]);
    await fallIntoDefault(ledger);
    const later = (await now()) + 86_400n;
    await buyer.acts(servicing.call("dispute", id, 1n, later, REASON));
    await expectRefusal(acts(ledger, subSupplier, "demand", REASON), "NotCoverable", id);
    await buyer.acts(servicing.call("withdrawDispute", id, REASON));
    await acts(ledger, subSupplier, "demand", REASON);
    await buyer.acts(servicing.call("dispute", id, 1n, later, REASON));
    await expectRefusal(acts(ledger, fund, "payCover", 0), "NotCoverable", id);
    await buyer.acts(servicing.call("withdrawDispute", id, REASON));
    await registrar.acts(servicing.call("writeOff", id, REASON));
    await acts(ledger, fund, "payCover", 0);
    expect(await claimOf(ledger, id)).to.include({ covered: FACE, debtorPaid: 0n });
  });

  it("is refused to a frozen holder", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    await cover(ledger, [{ by: ledger.fund }]);
    await fallIntoDefault(ledger);
    await freeze(ledger, ledger.subSupplier);
    const refused = await refusalOf(acts(ledger, ledger.subSupplier, "demand", REASON));
    expect(refused.error).to.equal("CannotAct");
  });
});
