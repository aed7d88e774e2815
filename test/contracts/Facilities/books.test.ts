import { expect } from "chai";

import { ROLES } from "../../../services/chain/roles.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  agreedWith,
  close,
  debtOf,
  drawOf,
  fund,
  lendAll,
  noonOf,
  owedAt,
  pay,
  request,
  waitUntil,
} from "./lending.ts";
import type { Drawn, Instalment, Lending } from "./lending.ts";

/** Minor units lent, at 5 % on ACT/360 without fees: 180 days cost 2.5 %. */
const FLAT = { rate: 50_000n, feeBps: 0n };

async function requestedOn(lending: Lending, schedule: readonly Instalment[]): Promise<Drawn> {
  const amount = schedule.reduce((sum, { principal }) => sum + principal, 0n);
  const draw = await drawOf(lending, { amount, minimum: 1n, schedule });
  return { ...lending, draw, drawdown: await request(lending, draw) };
}

/** Lent on `today`: `instalments` are days from then on, and principal. */
async function lent(instalments: readonly (readonly [bigint, bigint])[]): Promise<Drawn> {
  const lending = await agreedWith(FLAT);
  const schedule = instalments.map(([days, principal]) => ({ dueDay: lending.today + days, principal }));
  return lendAll(await requestedOn(lending, schedule));
}

const dueSince = async ({ loans, drawdown }: Drawn, day: bigint): Promise<bigint> =>
  (await loans.read("owedAt", drawdown, day))[2] as bigint;

/** Only interest after 180 days, all principal after 360. */
const interestFirst = async (): Promise<Drawn> =>
  lent([
    [180n, 0n],
    [360n, 1_000_000n],
  ]);

/** Of 40, half each: the interest of the second half is half a minor unit. */
const tiny = async (): Promise<Drawn> =>
  lent([
    [180n, 20n],
    [360n, 20n],
  ]);

/** Loans due in 60, in 30 and in 90 days, made in this order. */
async function three(): Promise<readonly [Drawn, Drawn, Drawn]> {
  const lending = await agreedWith(FLAT);
  const dueIn = async (days: bigint): Promise<Drawn> => {
    const loan = await requestedOn(lending, [{ dueDay: lending.today + days, principal: 100n }]);
    await fund(loan, ...lending.lenders);
    await close(loan);
    return loan;
  };
  return [await dueIn(60n), await dueIn(30n), await dueIn(90n)];
}

describe("A loan's books", () => {
  it("show nothing as due before the first due day, and an instalment as open from its day to its payment", async () => {
    const lending = await loadFixture(tiny);
    const { today } = lending;
    expect(await owedAt(lending, today + 179n)).to.deep.include({ due: debtOf(0n, 0n, 0n) });
    expect(await dueSince(lending, today + 179n)).to.equal(0n);
    expect(await owedAt(lending, today + 180n)).to.deep.include({ due: debtOf(0n, 1n, 20n) });
    expect(await dueSince(lending, today + 200n)).to.equal(today + 180n);
    await waitUntil(noonOf(today + 180n));
    await pay(lending, 21n);
    expect(await dueSince(lending, today + 180n)).to.equal(0n);
  });

  it("round each period by itself, half to even", async () => {
    const lending = await loadFixture(tiny);
    const { today } = lending;
    await waitUntil(noonOf(today + 180n));
    await pay(lending, 21n);
    expect(await owedAt(lending, today + 360n)).to.deep.include({ owed: debtOf(0n, 0n, 20n) });
  });

  it("keep an instalment of interest alone open until its interest is paid, whenever it was counted", async () => {
    const lending = await loadFixture(interestFirst);
    const { today } = lending;
    expect(await dueSince(lending, today + 180n)).to.equal(today + 180n);
    await waitUntil(noonOf(today + 180n));
    await pay(lending, 1n);
    expect(await dueSince(lending, today + 181n)).to.equal(today + 180n);
    await pay(lending, 24_998n);
    expect(await dueSince(lending, today + 180n)).to.equal(today + 180n);
    await pay(lending, 1n);
    expect(await dueSince(lending, today + 180n)).to.equal(0n);
  });

  it("take a payment that names no loan for the one that is due first, not for the one that was made first or last", async () => {
    const [second, first, last] = await loadFixture(three);
    const { facilities } = first;
    const usedOn = async (amount: bigint): Promise<unknown[]> =>
      facilities.events(await pay(first, amount), "Repaid").map(({ id }) => id);
    expect(await usedOn(50n)).to.deep.equal([first.drawdown]);
    expect(await usedOn(100n)).to.deep.equal([first.drawdown, second.drawdown]);
    expect(await usedOn(100n)).to.deep.equal([second.drawdown, last.drawdown]);
  });

  it("take no more cover than the lenders lack, and all of it", async () => {
    const lending = await loadFixture(interestFirst);
    const { accessManager, loans, borrower, governor, id } = lending;
    await governor.acts(accessManager.call("grantRole", ROLES.LENDING.id, borrower.address, 0));
    const cover = (amount: bigint) => borrower.acts(loans.call("cover", id, borrower.address, amount));
    await expectRefusal(cover(1_000_001n), "ExceedsOwed", id, 1n);
    await cover(1_000_000n);
    const [owed, lacking] = await loans.read("standingOf", id);
    expect([owed, lacking]).to.deep.equal([1_000_000n, 0n]);
  });
});
