import { expect } from "chai";

import { DAY, loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { DrawdownStatus, FEES, debtOf, drawn, noonOf, owedAt, pay, waitUntil } from "./lending.ts";
import type { Drawn } from "./lending.ts";

/** 100,000,000 x 4.35 % x 180 / 360. */
const HALF_YEAR = 2_175_000n;

const repaid = async (lending: Drawn): Promise<boolean> =>
  (await lending.facilities.struct<{ status: bigint }>("drawdown", lending.drawdown)).status === DrawdownStatus.REPAID;

const withdrawable = async ({ facilities, drawdown, lenders }: Drawn): Promise<bigint[]> =>
  Promise.all(lenders.map(async ({ address }) => facilities.uint("withdrawable", drawdown, address)));

describe("A payment on a facility", () => {
  it("pays fees, then interest, then principal, and reaches the lenders by their units", async () => {
    const lending = await loadFixture(drawn);
    const { today, facilities } = lending;
    await waitUntil(noonOf(today + 180n));
    expect(await owedAt(lending, today + 180n)).to.deep.equal({
      owed: debtOf(FEES, HALF_YEAR, 100_000_000n),
      due: debtOf(FEES, HALF_YEAR, 50_000_000n),
    });
    const receipt = await pay(lending, FEES + 175_000n);
    expect(facilities.events(receipt, "Repaid")[0]).to.deep.include({
      paid: debtOf(FEES, 175_000n, 0n),
      owed: debtOf(0n, 2_000_000n, 100_000_000n),
      dueSince: today + 180n,
    });
    expect(await withdrawable(lending)).to.deep.equal([337_500n, 202_500n, 135_000n]);
    await pay(lending, 2_000_000n + 50_000_000n);
    expect(await owedAt(lending, today + 180n)).to.deep.equal({
      owed: debtOf(0n, 0n, 50_000_000n),
      due: debtOf(0n, 0n, 0n),
    });
  });

  it("runs on to the last: every lender gets its principal and its part of all interest and fees", async () => {
    const lending = await loadFixture(drawn);
    const { today, facilities, euro, lenders, drawdown, id } = lending;
    await waitUntil(noonOf(today + 180n));
    await pay(lending, FEES + HALF_YEAR + 50_000_000n);
    await waitUntil(noonOf(today + 360n));
    const last = 50_000_000n + HALF_YEAR / 2n;
    await expectRefusal(pay(lending, last + 1n), "ExceedsOwed", id, 1n);
    await pay(lending, last);
    expect(await repaid(lending)).to.equal(true);
    const total = 100_000_000n + FEES + HALF_YEAR + HALF_YEAR / 2n;
    expect(await withdrawable(lending)).to.deep.equal([total / 2n, (total * 3n) / 10n, total / 5n]);
    for (const lender of lenders) await lender.acts(facilities.call("redeem", drawdown));
    expect(await euro.uint("balanceOf", facilities.address)).to.equal(0n);
    const state = await facilities.struct("drawdown", drawdown);
    expect(state).to.include({ isClosed: true, redeemed: 100_000_000n, paidOut: total, received: total });
  });

  it("costs and saves nothing when it is made in parts between due days", async () => {
    const lending = await loadFixture(drawn);
    const { today } = lending;
    await waitUntil(noonOf(today + 77n));
    const [owed] = [(await owedAt(lending, today + 77n)).owed as bigint[]];
    await pay(lending, (owed[0] ?? 0n) + (owed[1] ?? 0n));
    expect(await owedAt(lending, today + 180n)).to.deep.include({
      owed: debtOf(0n, HALF_YEAR - (owed[1] ?? 0n), 100_000_000n),
    });
  });

  it("repays early, from the next instalment on, and interest runs on what is left", async () => {
    const lending = await loadFixture(drawn);
    const { today } = lending;
    await pay(lending, FEES + 60_000_000n);
    expect(await owedAt(lending, today + 180n)).to.deep.equal({
      owed: debtOf(0n, 870_000n, 40_000_000n),
      due: debtOf(0n, 870_000n, 0n),
    });
    expect(await owedAt(lending, today + 360n)).to.deep.include({
      due: debtOf(0n, 2n * 870_000n + 8_700n, 40_000_000n),
    });
  });

  it("is due with late interest on what is overdue, which earns none itself", async () => {
    const lending = await loadFixture(drawn);
    const { today, lenders } = lending;
    // 52,175,000 overdue for 18 days at 2 %, beside the ordinary interest on 100,000,000.
    const late = 52_175n;
    const running = 217_500n;
    expect(await owedAt(lending, today + 198n)).to.deep.equal({
      owed: debtOf(FEES, HALF_YEAR + running + late, 100_000_000n),
      due: debtOf(FEES, HALF_YEAR + late, 50_000_000n),
    });
    await waitUntil(noonOf(today + 198n));
    await pay(lending, FEES + HALF_YEAR + running + late, 0n, lenders[0]);
    // Only principal is overdue from here on.
    expect(await owedAt(lending, today + 216n)).to.deep.include({
      due: debtOf(0n, 50_000n, 50_000_000n),
    });
  });

  it("goes to whom held the units when it came, not to whom they were sold later", async () => {
    const lending = await loadFixture(drawn);
    const { facilities, lenders, drawdown } = lending;
    const [first, second] = lenders;
    await pay(lending, FEES);
    await first.acts(facilities.call("assign", drawdown, second.address, 50_000_000n, `0x${"22".repeat(32)}`));
    await pay(lending, 1_000_000n);
    expect(await withdrawable(lending)).to.deep.equal([250_000n, 150_000n + 800_000n, 100_000n + 200_000n]);
  });

  it("is refused for nothing, for another facility's drawdown, and from the frozen", async () => {
    const lending = await loadFixture(drawn);
    const { id, drawdown, enforcer, parties, borrower } = lending;
    await expectRefusal(pay(lending, 0n), "NothingPaid", id);
    await expectRefusal(pay(lending, 1n, 5n), "NotOfFacility", id, 5n);
    await expectRefusal(pay(lending, 200_000_000n, drawdown), "ExceedsOwed", id, 200_000_000n - 100_500_000n);
    await enforcer.acts(parties.call("freeze", borrower.address, `0x${"11".repeat(32)}`));
    await expectRefusal(pay(lending, 1n), "CannotPay", borrower.address);
  });

  it("counts the days of the facility's own calendar", async () => {
    const lending = await loadFixture(drawn);
    const { loans, id, today } = lending;
    await waitUntil((today + 1n) * DAY - 10n);
    expect(await loans.uint("today", id)).to.equal(today);
    await waitUntil((today + 1n) * DAY + 10n);
    expect(await loans.uint("today", id)).to.equal(today + 1n);
  });
});
