import { expect } from "chai";

import { Status, claimOf, pay } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { euroOf } from "../support/claims.ts";
import { loadFixture, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { accountOf, acts, cover, draw, entitled, guaranteedClaim, recoverable } from "./acts.ts";

describe("Guarantees: who bears a loss, and who recovers", () => {
  it("draws layers in order: a first loss up to its cap, a part of the loss, and what they leave", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { fund, guarantor, insurer } = ledger;
    await cover(ledger, [{ by: fund, cap: 10_000n }, { by: guarantor, bps: 4_000n }, { by: insurer }]);
    await pay(ledger, ledger.id, 20_000n);
    // 80,000 lost: 10,000 first, 40 % of all of it, the rest.
    expect(await draw(ledger, 3)).to.deep.equal([10_000n, 32_000n, 38_000n]);
  });

  it("distributes cover to the holders without lowering the debt", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, supplier, subSupplier, receivables, servicing } = ledger;
    await cover(ledger, [{ by: fund, bps: 6_000n }]);
    await pay(ledger, id, 20_000n);
    const before = await claimOf(ledger, id);
    expect(await draw(ledger, 1)).to.deep.equal([48_000n]);
    const after = await claimOf(ledger, id);
    expect(after).to.include({ debtorPaid: 20_000n, covered: 48_000n, status: Status.ACKNOWLEDGED });
    expect(after.version > before.version).to.equal(true);
    expect(await servicing.uint("debtorDue", id)).to.equal(80_000n);
    expect(await entitled(ledger, subSupplier)).to.equal(17_000n);
    expect(await entitled(ledger, supplier)).to.equal(51_000n);
    expect(await euroOf(ledger, receivables)).to.equal(68_000n);
    await subSupplier.acts(receivables.call("withdraw", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(17_000n);
  });

  it("makes holders whole first, then guarantors from the last layer to the first", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantor, insurer, subSupplier, receivables, buyer } = ledger;
    // 30 % of the loss is the holders' own retention.
    await cover(ledger, [
      { by: fund, bps: 4_000n },
      { by: guarantor, bps: 2_000n },
      { by: insurer, bps: 1_000n },
    ]);
    expect(await draw(ledger, 3)).to.deep.equal([40_000n, 20_000n, 10_000n]);
    await pay(ledger, id, 30_000n);
    expect(await entitled(ledger, subSupplier)).to.equal(FACE / 4n);
    expect(await recoverable(ledger, 3)).to.deep.equal([0n, 0n, 0n]);
    await expectRefusal(acts(ledger, insurer, "recover", 2), "NothingToRecover", id, 2n);

    await pay(ledger, id, 25_000n);
    expect(await entitled(ledger, subSupplier)).to.equal(FACE / 4n);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 55_000n, covered: 45_000n });
    expect(await recoverable(ledger, 3)).to.deep.equal([0n, 15_000n, 10_000n]);
    const had = await euroOf(ledger, insurer);
    const receipt = await acts(ledger, buyer, "recover", 2);
    expect(await euroOf(ledger, insurer)).to.equal(had + 10_000n);
    const [told] = receivables.events(receipt, "CoverRecovered");
    expect(told).to.include({ id, share: 2n, amount: 10_000n, recovered: 10_000n });

    await pay(ledger, id, 45_000n);
    expect((await claimOf(ledger, id)).status).to.equal(Status.SETTLED);
    expect(await recoverable(ledger, 3)).to.deep.equal([40_000n, 20_000n, 0n]);
    for (const share of [0, 1]) await acts(ledger, buyer, "recover", share);
    for (const share of [0, 1, 2]) {
      const { paid, recovered } = await accountOf(ledger, share);
      expect(recovered).to.equal(paid);
    }
    expect(await euroOf(ledger, receivables)).to.equal(FACE);
  });

  it("divides a layer among its shares by weight, and what comes back by what they paid", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantor, insurer } = ledger;
    const layer = { layer: 0n, bps: 7_400n, cap: FACE };
    await cover(ledger, [
      { by: fund, ...layer, weight: 54n },
      { by: guarantor, ...layer, weight: 16n },
      { by: insurer, ...layer, weight: 4n },
    ]);
    expect(await draw(ledger, 3)).to.deep.equal([54_000n, 16_000n, 4_000n]);
    await pay(ledger, id, 26_000n + 37_000n);
    expect(await recoverable(ledger, 3)).to.deep.equal([27_000n, 8_000n, 2_000n]);
  });

  it("gives guarantors nothing of what the debtor pays before the holders are whole, also when cover comes late", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantor } = ledger;
    await cover(ledger, [
      { by: fund, cap: 60_000n },
      { by: guarantor, reserve: 0n },
    ]);
    expect(await draw(ledger, 1)).to.deep.equal([60_000n]);
    await pay(ledger, id, 30_000n);
    // The loss is 70,000 by now, of which the first layer has borne 60,000.
    expect(await ledger.guarantees.uint("dueOf", id, 1)).to.equal(10_000n);
    await acts(ledger, guarantor, "fund", 1, 40_000n);
    await acts(ledger, guarantor, "payCover", 1);
    expect(await claimOf(ledger, id)).to.include({ debtorPaid: 30_000n, covered: 70_000n });
    await pay(ledger, id, 1n);
    expect(await recoverable(ledger, 2)).to.deep.equal([0n, 1n]);
    await expectRefusal(acts(ledger, guarantor, "payCover", 1), "NothingToPay", id, 1n);
  });

  it("does not cover what the seller owes for its credit notes", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, supplier, buyer, servicing } = ledger;
    const root = `0x${"11".repeat(32)}`;
    await cover(ledger, [{ by: fund }]);
    await supplier.acts(servicing.call("proposeCredit", id, 30_000n, 1n, root));
    await buyer.acts(servicing.call("acceptCredit", id, 30_000n, root));
    expect(await draw(ledger, 1)).to.deep.equal([70_000n]);
  });

  it("keeps a holder that bought back or redeemed whole: the price is what the units have not received", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, servicing } = ledger;
    await cover(ledger, [{ by: fund, bps: 5_000n }]);
    await draw(ledger, 1);
    expect(await servicing.uint("buyBackPrice", id, 1_000n)).to.equal(500n);
  });

  it("pays a recovery to a guarantor whose check has expired", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund } = ledger;
    await cover(ledger, [{ by: fund }]);
    await draw(ledger, 1);
    await pay(ledger, id, 40_000n);
    await wait(400n * 86_400n);
    const had = await euroOf(ledger, fund);
    await acts(ledger, ledger.buyer, "recover", 0);
    expect(await euroOf(ledger, fund)).to.equal(had + 40_000n);
  });
});
