import { expect } from "chai";

import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  COMMITTED,
  DrawStatus,
  DrawdownStatus,
  FEES,
  agreed,
  close,
  drawOf,
  drawn,
  fund,
  request,
  requested,
  waitUntil,
} from "./lending.ts";
import type { Drawn } from "./lending.ts";

const unitsOf = async ({ facilities, drawdown, lenders }: Drawn): Promise<bigint[]> =>
  Promise.all(lenders.map(async ({ address }) => facilities.uint("balanceOf", address, drawdown)));

const statusOf = async ({ syndication, drawdown }: Drawn): Promise<bigint> =>
  (await syndication.struct<{ status: bigint }>("drawOf", drawdown)).status;

describe("A drawdown", () => {
  it("is lent by those who paid in, each of whom holds its part in units", async () => {
    const lending = await loadFixture(requested);
    const { euro, borrower, facilities, loans, drawdown, lenders, id } = lending;
    await fund(lending, ...lenders);
    await close(lending);
    expect(await unitsOf(lending)).to.deep.equal([...COMMITTED]);
    expect(await euro.uint("balanceOf", borrower.address)).to.equal(100_000_000n);
    expect(await statusOf(lending)).to.equal(DrawStatus.DRAWN);
    const state = await facilities.struct("drawdown", drawdown);
    expect(state).to.include({ status: DrawdownStatus.DRAWN, principal: 100_000_000n, received: 0n });
    expect(await loans.struct("bookOf", drawdown)).to.include({ principal: 100_000_000n, fees: FEES });
    expect(await loans.uint("outstanding", id)).to.equal(100_000_000n);
    await expectRefusal(close(lending), "NoOpenDraw", id, drawdown);
  });

  it("shares a request by what is undrawn, to the minor unit", async () => {
    const lending = await loadFixture(agreed);
    const draw = await drawOf(lending, { amount: 33_333_335n, minimum: 1n });
    const drawdown = await request(lending, draw);
    const [shares] = (await lending.syndication.read("sharesOf", lending.id, draw.amount)).toArray(true) as unknown[];
    expect(shares).to.deep.equal([16_666_668n, 10_000_000n, 6_666_667n]);
    await fund({ ...lending, draw, drawdown }, ...lending.lenders);
    await close({ ...lending, draw, drawdown });
    expect(await unitsOf({ ...lending, draw, drawdown })).to.deep.equal(shares);
  });

  it("is lent without a lender that did not pay in, by a schedule that is smaller in proportion", async () => {
    const lending = await loadFixture(requested);
    const { loans, facilities, drawdown, lenders, draw, financier, id } = lending;
    await fund(lending, lenders[0], lenders[2]);
    await expectRefusal(close(lending), "StillFunding", drawdown, draw.fundBy);
    await waitUntil(draw.fundBy + 1n);
    await expectRefusal(fund(lending, lenders[1]), "FundingOver", drawdown, draw.fundBy);
    const receipt = await close(lending, financier);
    expect(facilities.events(receipt, "DrawClosed")[0]).to.include({ isDrawn: true, funded: 70_000_000n, missing: 2n });
    expect(await unitsOf(lending)).to.deep.equal([50_000_000n, 0n, 20_000_000n]);
    const [rows] = (await loans.read("scheduleOf", drawdown)).toArray(true) as [bigint[][]];
    expect(rows.map(([, principalTo]) => principalTo)).to.deep.equal([35_000_000n, 70_000_000n]);
    const [held] = (await lending.syndication.read("lendersOf", id)).toArray(true) as [unknown[][]];
    expect(held.map(([, undrawn]) => undrawn)).to.deep.equal([0n, 30_000_000n, 0n]);
  });

  it("is not lent below the borrower's minimum: the lenders take their money back, and nobody else", async () => {
    const lending = await loadFixture(requested);
    const { euro, drawdown, lenders, draw, syndication, financier } = lending;
    const [, second] = lenders;
    const had = await euro.uint("balanceOf", second.address);
    await fund(lending, second);
    const reclaim = syndication.call("reclaim", drawdown, second.address);
    await expectRefusal(financier.acts(reclaim), "NothingToReclaim", drawdown, second.address);
    await waitUntil(draw.fundBy + 1n);
    await close(lending);
    expect(await statusOf(lending)).to.equal(DrawStatus.REFUNDED);
    await financier.acts(reclaim);
    expect(await euro.uint("balanceOf", second.address)).to.equal(had);
    await expectRefusal(financier.acts(reclaim), "NothingToReclaim", drawdown, second.address);
    expect(await unitsOf(lending)).to.deep.equal([0n, 0n, 0n]);
    expect(await euro.uint("balanceOf", syndication.address)).to.equal(0n);
  });

  it("gives no units to a lender that was frozen after it had paid in", async () => {
    const lending = await loadFixture(requested);
    const { lenders, enforcer, parties } = lending;
    await fund(lending, ...lenders);
    await enforcer.acts(parties.call("freeze", lenders[2].address, `0x${"11".repeat(32)}`));
    await close(lending);
    expect(await unitsOf(lending)).to.deep.equal([50_000_000n, 30_000_000n, 0n]);
    expect(await lending.syndication.uint("paidIn", lending.drawdown, lenders[2].address)).to.equal(20_000_000n);
  });

  it("is requested by the borrower of an agreed facility, one at a time, within what is undrawn and its term", async () => {
    const lending = await loadFixture(agreed);
    const { syndication, borrower, lenders, id, today } = lending;
    const draw = await drawOf(lending);
    await expectRefusal(
      lenders[0].acts(syndication.call("requestDraw", id, draw)),
      "NotTheBorrower",
      id,
      lenders[0].address,
    );
    const ask = async (given: Parameters<typeof drawOf>[1]) =>
      borrower.acts(syndication.call("requestDraw", id, { ...draw, ...given }));
    await expectRefusal(ask({ amount: 100_000_001n }), "AmountOutOfRange", id, 100_000_001n, 100_000_000n);
    await expectRefusal(ask({ minimum: 100_000_001n }), "AmountOutOfRange", id, 100_000_001n, 100_000_000n);
    const late = [{ dueDay: today + 721n, principal: 100_000_000n }];
    await expectRefusal(ask({ schedule: late }), "ScheduleDay", 0n, today + 721n, today + 5n, today + 720n);
    await expectRefusal(ask({ schedule: [{ dueDay: today + 9n, principal: 1n }] }), "ScheduleSum", 1n, 100_000_000n);
    await request(lending, draw);
    const [, open] = [await now(), await syndication.struct<{ openDraw: bigint }>("agreementOf", id)];
    await expectRefusal(ask({}), "DrawOpen", id, open.openDraw);
    await waitUntil((lending.terms["availableUntil"] as bigint) + DAY);
    await close({ ...lending, draw, drawdown: open.openDraw });
    await expectRefusal(ask({}), "AvailabilityOver", id, lending.terms["availableUntil"]);
  });

  it("waits for its conditions, and is not requested of a facility that is only proposed", async () => {
    const lending = await loadFixture(drawn);
    const { syndication, borrower, id } = lending;
    const draw = await drawOf(lending);
    await expectRefusal(
      borrower.acts(syndication.call("requestDraw", id, draw)),
      "AmountOutOfRange",
      id,
      100_000_000n,
      0n,
    );
  });
});
