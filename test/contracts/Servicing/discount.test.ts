import { expect } from "chai";

import { Status, acknowledge, acknowledgedClaim, claimOf, give, pay, registeredClaim } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { DAY, loadFixture, now, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { Making, acts, credit, dispute, told } from "./acts.ts";

const TWO_PERCENT = 200n;
const DISCOUNT = FACE / 50n;

const grant = async (ledger: WithClaim, bps = TWO_PERCENT) =>
  acts(ledger, ledger.supplier, "grantDiscount", bps, (await now()) + 10n * DAY);

/** 2 % within ten days; then a third of the units with the financier. */
async function granted(): Promise<WithClaim> {
  const ledger = await acknowledgedClaim();
  await grant(ledger);
  await give(ledger, ledger.id, ledger.supplier, ledger.financier, 30_000n);
  return ledger;
}

const take = (ledger: WithClaim, by = ledger.buyer) => acts(ledger, by, "takeDiscount");

describe("A cash discount", () => {
  it("is what the debtor keeps once it has paid the rest in time, and the seller owes instead", async () => {
    const ledger = await loadFixture(granted);
    const { id, servicing, supplier } = ledger;
    await pay(ledger, id, FACE - DISCOUNT);
    const receipt = await take(ledger);
    expect(told(ledger, receipt, "DiscountTaken")[0]).to.include({ id, amount: DISCOUNT });
    expect(await claimOf(ledger, id)).to.include({ status: Status.ACKNOWLEDGED, diluted: DISCOUNT, sellerPaid: 0n });
    expect(await servicing.struct("discountOf", id)).to.include({ bps: TWO_PERCENT });
    await supplier.acts(ledger.receivables.call("withdraw", id));
    await acts(ledger, supplier, "payCredit", DISCOUNT);
    expect(await claimOf(ledger, id)).to.include({ status: Status.SETTLED, sellerPaid: DISCOUNT });
  });

  it("is not there before the rest is paid, nor a unit more than was granted", async () => {
    const ledger = await loadFixture(granted);
    const { id } = ledger;
    await expectRefusal(take(ledger), "AmountOutOfRange", id, FACE, DISCOUNT);
    await pay(ledger, id, FACE - DISCOUNT - 1n);
    await expectRefusal(take(ledger), "AmountOutOfRange", id, DISCOUNT + 1n, DISCOUNT);
    await pay(ledger, id, 1n);
    await expectRefusal(take(ledger, ledger.financier), "NotTheDebtor", id, ledger.financier.address);
    await take(ledger);
    await expectRefusal(take(ledger), "AmountOutOfRange", id, 0n, ((FACE - DISCOUNT) * TWO_PERCENT) / 10_000n);
  });

  it("is over after its last instant, and while the debtor disputes", async () => {
    const ledger = await loadFixture(granted);
    const { id, buyer, servicing } = ledger;
    await dispute(ledger, 5n);
    await pay(ledger, id, FACE - DISCOUNT);
    await expectRefusal(take(ledger), "StillDisputed", id);
    await acts(ledger, buyer, "withdrawDispute", `0x${"11".repeat(32)}`);
    const { until } = await servicing.struct<{ until: bigint }>("discountOf", id);
    await wait(until + 1n - (await now()));
    await expectRefusal(take(ledger), "DeadlinePassed", id, until);
  });

  it("is of what is acknowledged and not credited, rounded down", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id } = ledger;
    await grant(ledger, 333n);
    await acknowledge(ledger, id, { amount: 10_001n });
    await credit(ledger, 1_000n, Making.OWED);
    const discount = (9_001n * 333n) / 10_000n;
    await pay(ledger, id, 9_001n - discount - 1n);
    await expectRefusal(take(ledger), "AmountOutOfRange", id, discount + 1n, discount);
    await pay(ledger, id, 1n);
    await take(ledger);
    expect((await claimOf(ledger, id)).diluted).to.equal(1_000n + discount);
  });

  it("is granted once, by the seller, while it holds all units", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, buyer, supplier, financier } = ledger;
    const until = (await now()) + DAY;
    await expectRefusal(take(ledger), "NoDiscount", id);
    await expectRefusal(acts(ledger, buyer, "grantDiscount", 1n, until), "NotTheSeller", id, buyer.address);
    await expectRefusal(
      acts(ledger, supplier, "grantDiscount", 10_000n, until),
      "AmountOutOfRange",
      id,
      10_000n,
      9_999n,
    );
    await expectRefusal(acts(ledger, supplier, "grantDiscount", 0n, until), "AmountOutOfRange", id, 0n, 9_999n);
    await expectRefusal(acts(ledger, supplier, "grantDiscount", 1n, 1n), "DeadlinePassed", id, 1n);
    await give(ledger, id, supplier, financier, 1n);
    await expectRefusal(grant(ledger), "AlreadySold", id);
    await give(ledger, id, financier, supplier, 1n);
    await grant(ledger);
    await expectRefusal(grant(ledger), "DiscountFixed", id);
  });
});
