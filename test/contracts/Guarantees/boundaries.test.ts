import { expect } from "chai";

import { claimOf, euroOf, pay } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { DAY, loadFixture, nextBlockAt, now, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { GRACE, REASON, accept, accountOf, acts, cover, draw, fallIntoDefault, guaranteedClaim } from "./acts.ts";
import { offer, recoverable, termsOf } from "./acts.ts";

const ROOT = `0x${"22".repeat(32)}`;

/** Lets time pass until the next act comes in this second. */
async function comeTo(second: bigint): Promise<void> {
  await wait(second - 2n - (await now()));
  await nextBlockAt(second);
}

describe("Guarantees: to the second", () => {
  it("an acceptance counts in the last second of the cover, and no later", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer } = ledger;
    await offer(ledger, [{ by: fund }, { by: insurer }]);
    const { layers } = await termsOf(ledger, [{ by: fund }]);
    const last = layers[0]?.validUntil ?? 0n;
    await comeTo(last);
    await accept(ledger, fund, 0);
    await expectRefusal(accept(ledger, insurer, 1), "CoverExpired", id, 1n, last);
  });

  it("a premium counts until the due date, whose last second is within", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, supplier, guarantees } = ledger;
    await offer(ledger, [
      { by: fund, premium: 700n },
      { by: insurer, premium: 300n },
    ]);
    await accept(ledger, fund, 0);
    await accept(ledger, insurer, 1);
    const { dueAt } = await claimOf(ledger, id);
    await comeTo(dueAt);
    await acts(ledger, supplier, "payPremium", 0);
    expect(await guarantees.uint("releasableOf", id, 1)).to.equal(0n);
    await expectRefusal(acts(ledger, supplier, "payPremium", 1), "PremiumLate", id, dueAt);
    // What was never paid for can be had back from then on; what was paid for stays.
    expect(await guarantees.uint("releasableOf", id, 1)).to.equal(FACE);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(0n);
  });

  it("a demand comes after the grace, and is in time in the last second of the cover", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, subSupplier, guarantees } = ledger;
    await cover(ledger, [{ by: fund }]);
    const { dueAt } = await claimOf(ledger, id);
    await comeTo(dueAt + GRACE);
    await expectRefusal(acts(ledger, subSupplier, "demand", REASON), "NotInDefault", id, dueAt + GRACE);
    const last = dueAt + GRACE + 90n * DAY;
    await comeTo(last);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(0n);
    await acts(ledger, subSupplier, "demand", REASON);
    expect(await now()).to.equal(last);
    expect(await guarantees.uint("dueOf", id, 0)).to.equal(FACE);
  });

  it("a reserve is bound to the last second of the cover, and free in the next", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund } = ledger;
    await cover(ledger, [{ by: fund }]);
    const { dueAt } = await claimOf(ledger, id);
    const last = dueAt + GRACE + 90n * DAY;
    await comeTo(last);
    await expectRefusal(acts(ledger, fund, "release", 0), "NothingToRelease", id, 0n);
    await nextBlockAt(last + 1n);
    await acts(ledger, fund, "release", 0);
    expect(await accountOf(ledger, 0)).to.include({ reserve: 0n });
  });

  it("an earlier due date brings no demand forward, a later one puts it off", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, supplier, subSupplier, buyer, receivables, servicing } = ledger;
    await subSupplier.acts(receivables.call("assign", id, supplier.address, FACE / 4n, ROOT));
    await cover(ledger, [{ by: fund }]);
    const { dueAt } = await claimOf(ledger, id);
    const amend = async (to: bigint): Promise<void> => {
      await supplier.acts(servicing.call("proposeAmendment", id, to, ROOT));
      await buyer.acts(servicing.call("acceptAmendment", id, to, ROOT));
    };
    await amend(dueAt - 5n * DAY);
    await expectRefusal(acts(ledger, supplier, "demand", REASON), "NotInDefault", id, dueAt + GRACE);
    await amend(dueAt + 5n * DAY);
    await expectRefusal(acts(ledger, supplier, "demand", REASON), "NotInDefault", id, dueAt + 5n * DAY + GRACE);
  });
});

describe("Guarantees: what the history tells, and what is left", () => {
  it("of every act, the sums after it", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, supplier, buyer, receivables, guarantees } = ledger;
    await offer(ledger, [{ by: fund, premium: 70n, cap: 60_000n, reserve: 50_000n }]);
    const told = async (act: ReturnType<typeof acts>, name: string): Promise<Readonly<Record<string, unknown>>> =>
      receivables.events(await act, name)[0] ?? {};
    expect(await told(accept(ledger, fund, 0), "ShareAccepted")).to.include({ id, share: 0n, reserve: 50_000n });
    const premium = await told(acts(ledger, supplier, "payPremium", 0), "PremiumPaid");
    expect(premium).to.include({ share: 0n, amount: 70n });
    const funded = await told(acts(ledger, fund, "fund", 0, 2_000n), "ReserveFunded");
    expect(funded).to.include({ share: 0n, amount: 2_000n, reserve: 52_000n });
    await fallIntoDefault(ledger);
    await acts(ledger, ledger.subSupplier, "demand", REASON);
    const paid = await told(acts(ledger, buyer, "payCover", 0), "CoverPaid");
    expect(paid).to.include({ share: 0n, amount: 52_000n, paid: 52_000n, reserve: 0n });
    await acts(ledger, fund, "fund", 0, 10_000n);
    const more = await told(acts(ledger, buyer, "payCover", 0), "CoverPaid");
    expect(more).to.include({ amount: 8_000n, paid: 60_000n, reserve: 2_000n });
    expect(await guarantees.struct("guaranteeOf", id)).to.include({ paid: 60_000n, isAccepted: true });
    const freed = await told(acts(ledger, fund, "release", 0), "ReserveReleased");
    expect(freed).to.include({ share: 0n, amount: 2_000n, reserve: 0n });
    await expectRefusal(acts(ledger, fund, "release", 0), "NothingToRelease", id, 0n);
    await pay(ledger, id, 50_000n);
    const back = await told(acts(ledger, buyer, "recover", 0), "CoverRecovered");
    expect(back).to.include({ amount: 10_000n, recovered: 10_000n });
    await pay(ledger, id, 20_000n);
    const again = await told(acts(ledger, buyer, "recover", 0), "CoverRecovered");
    expect(again).to.include({ amount: 20_000n, recovered: 30_000n });
    expect(await euroOf(ledger, guarantees)).to.equal(0n);
  });

  it("forgets the layers of an offer that another took the place of", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    await offer(ledger, [{ by: ledger.insurer, cap: 10_000n }, { by: ledger.guarantor }]);
    await cover(ledger, [{ by: ledger.fund, cap: 90_000n }]);
    expect(await draw(ledger, 1)).to.deep.equal([90_000n]);
  });

  it("divides what cannot be divided evenly without losing a unit, and back", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantor, insurer } = ledger;
    const layer = { layer: 0n, cap: 10_000n };
    await cover(
      ledger,
      [fund, guarantor, insurer].map((by) => ({ by, ...layer })),
    );
    expect(await draw(ledger, 3)).to.deep.equal([3_333n, 3_333n, 3_334n]);
    await pay(ledger, id, 90_000n + 100n);
    expect(await recoverable(ledger, 3)).to.deep.equal([33n, 33n, 33n]);
    await pay(ledger, id, 9_900n);
    expect(await recoverable(ledger, 3)).to.deep.equal([3_333n, 3_333n, 3_334n]);
  });

  it("asks no more of a share when the debtor has since paid what it bore", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantor, guarantees } = ledger;
    await cover(ledger, [
      { by: fund, cap: 40_000n },
      { by: guarantor, bps: 5_000n },
    ]);
    await fallIntoDefault(ledger);
    await acts(ledger, ledger.subSupplier, "demand", REASON);
    await acts(ledger, guarantor, "payCover", 1);
    await pay(ledger, id, 30_000n);
    // 70,000 lost by now: 40,000 by the first layer, no more than 30,000 by the second, which has borne 50,000.
    expect(await guarantees.uint("dueOf", id, 1)).to.equal(0n);
    // And the holders lack 20,000 only.
    expect(await guarantees.uint("dueOf", id, 0)).to.equal(20_000n);
    expect(await guarantees.uint("releasableOf", id, 0)).to.equal(20_000n);
  });

  it("answers nothing for shares that there are not", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, guarantees } = ledger;
    await cover(ledger, [{ by: fund }]);
    await draw(ledger, 1);
    for (const view of ["dueOf", "recoverableOf", "releasableOf"]) {
      expect(await guarantees.uint(view, id, 1), view).to.equal(0n);
    }
    for (const act of ["fund", "release"]) {
      const args = act === "fund" ? [1, 1n] : [1];
      await expectRefusal(acts(ledger, fund, act, ...args), "NoShare", id, 1n);
    }
    for (const act of ["payCover", "recover"]) {
      await expectRefusal(acts(ledger, fund, act, 1), "NotAccepted", id, 1n);
    }
  });

  it("takes nobody in after the demand, nor anything for a claim that was written off before", async () => {
    const ledger = await loadFixture(guaranteedClaim);
    const { id, fund, insurer, supplier, registrar, servicing } = ledger;
    await offer(ledger, [{ by: fund, premium: 5n }, { by: insurer }]);
    await accept(ledger, fund, 0);
    await registrar.acts(servicing.call("writeOff", id, REASON));
    await expectRefusal(accept(ledger, insurer, 1), "NotCoverable", id);
    await expectRefusal(acts(ledger, supplier, "payPremium", 0), "NotCoverable", id);
    await expectRefusal(offer(ledger, [{ by: fund }]), "NotCoverable", id);
    expect(await accountOf(ledger, 1)).to.include({ isAccepted: false, reserve: 0n });
    const other = await loadFixture(guaranteedClaim);
    await offer(other, [{ by: other.fund }, { by: other.insurer }]);
    await accept(other, other.fund, 0);
    await fallIntoDefault(other);
    await acts(other, other.subSupplier, "demand", REASON);
    await expectRefusal(accept(other, other.insurer, 1), "AlreadyDemanded", other.id);
  });
});
