import { id as hashOf } from "ethers";
import { expect } from "chai";

import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { FacilityStatus, Ground, drawn, noonOf, pay, secured, securedDrawn, value, waitUntil } from "./lending.ts";
import type { Lending } from "./lending.ts";

const DOCUMENT = hashOf("report of the first quarter");

const statusOf = async ({ facilities, id }: Lending): Promise<bigint> =>
  (await facilities.struct<{ status: bigint }>("facility", id)).status;

const watchOf = async ({ covenants, id }: Lending) =>
  covenants.struct<{ cureBy: bigint; ground: bigint; waivedUntil: bigint; filed: bigint }>("watchOf", id);

const callMargin = async ({ covenants, financier, id }: Lending) => financier.acts(covenants.call("callMargin", id));
const cure = async ({ covenants, financier, id }: Lending) => financier.acts(covenants.call("cure", id));
const recordDefault = async ({ covenants, financier, id }: Lending, ground: bigint) =>
  financier.acts(covenants.call("recordDefault", id, ground));

describe("A covenant on loan to value", () => {
  it("refuses a draw above it, whatever is undrawn", async () => {
    const lending = await loadFixture(secured);
    await value(lending, 199_999_999n);
    const { syndication, borrower, id, draw } = lending;
    const ask = borrower.acts(syndication.call("requestDraw", id, { ...draw, fundBy: (await now()) + DAY }));
    await expectRefusal(ask, "AboveLtv", id, 100_000_000n, 199_999_999n, 5_000n);
  });

  it("opens a margin call by anyone, from the unit above on, with its time to cure, and suspends draws", async () => {
    const lending = await loadFixture(securedDrawn);
    const { facilities, id, syndication, borrower, draw } = lending;
    await value(lending, 166_666_667n);
    await expectRefusal(callMargin(lending), "NotBreached", id);
    await value(lending, 166_666_666n);
    const receipt = await callMargin(lending);
    const cureBy = (await now()) + 10n * DAY;
    expect(facilities.events(receipt, "MarginCalled")[0]).to.include({
      outstanding: 100_000_000n,
      value: 166_666_666n,
      cureBy,
    });
    expect(await statusOf(lending)).to.equal(FacilityStatus.SUSPENDED);
    await expectRefusal(callMargin(lending), "AlreadyCalled", id, cureBy);
    await expectRefusal(borrower.acts(syndication.call("requestDraw", id, draw)), "NotAgreed", id);
  });

  it("is cured by a payment, by value that was added, and by nothing less", async () => {
    const lending = await loadFixture(securedDrawn);
    await value(lending, 150_000_000n);
    await callMargin(lending);
    await expectRefusal(cure(lending), "StillBreached", lending.id);
    await pay(lending, 500_000n + 10_000_000n);
    await cure(lending);
    expect(await statusOf(lending)).to.equal(FacilityStatus.AGREED);
    await value(lending, 149_999_999n);
    await callMargin(lending);
    await value(lending, 150_000_000n);
    await cure(lending);
    expect(await watchOf(lending)).to.include({ cureBy: 0n, ground: Ground.NONE });
    await expectRefusal(cure(lending), "NothingToCure", lending.id);
  });

  it("is in default when it is not cured in time, and can be cured until all is made due", async () => {
    const lending = await loadFixture(securedDrawn);
    await value(lending, 0n);
    await expectRefusal(recordDefault(lending, Ground.MARGIN), "NotBreached", lending.id);
    await callMargin(lending);
    const { cureBy } = await watchOf(lending);
    await expectRefusal(recordDefault(lending, Ground.MARGIN), "StillCuring", lending.id, cureBy);
    await waitUntil(cureBy + 1n);
    await recordDefault(lending, Ground.MARGIN);
    expect((await watchOf(lending)).ground).to.equal(Ground.MARGIN);
    await expectRefusal(recordDefault(lending, Ground.PAYMENT), "AlreadyInDefault", lending.id, Ground.MARGIN);
    await value(lending, 200_000_000n);
    await cure(lending);
    expect(await watchOf(lending)).to.include({ cureBy: 0n, ground: Ground.NONE });
  });
});

describe("A default of payment", () => {
  it("is one the day after the days of grace, and is cured by paying what is due", async () => {
    const lending = await loadFixture(drawn);
    const { today, id } = lending;
    await waitUntil(noonOf(today + 185n));
    await expectRefusal(recordDefault(lending, Ground.PAYMENT), "NotBreached", id);
    await waitUntil(noonOf(today + 186n));
    await recordDefault(lending, Ground.PAYMENT);
    await expectRefusal(cure(lending), "StillBreached", id);
    await pay(lending, 500_000n + 2_175_000n + 50_000_000n + 1_000_000n);
    await cure(lending);
    expect(await statusOf(lending)).to.equal(FacilityStatus.AGREED);
  });
});

describe("A report", () => {
  it("is filed by the borrower, once, and its absence is a default after the days of grace", async () => {
    const lending = await loadFixture(drawn);
    const { covenants, facilities, borrower, financier, id, today } = lending;
    const file = (index: bigint) => covenants.call("report", id, index, DOCUMENT);
    await expectRefusal(financier.acts(file(0n)), "NotTheBorrower", id, financier.address);
    await expectRefusal(borrower.acts(file(2n)), "NoSuchReport", id, 2n);
    await waitUntil(noonOf(today + 95n));
    await expectRefusal(recordDefault(lending, Ground.REPORT), "NotBreached", id);
    await waitUntil(noonOf(today + 96n));
    await recordDefault(lending, Ground.REPORT);
    const receipt = await borrower.acts(file(0n));
    expect(facilities.events(receipt, "ReportFiled")[0]).to.include({ index: 0n, document: DOCUMENT });
    await expectRefusal(borrower.acts(file(0n)), "AlreadyFiled", id, 0n);
    await cure(lending);
    expect(await watchOf(lending)).to.include({ filed: 1n, ground: Ground.NONE });
    await borrower.acts(file(1n));
    await waitUntil(noonOf(today + 186n));
    await expectRefusal(recordDefault(lending, Ground.REPORT), "NotBreached", id);
  });
});
