import { expect } from "chai";

import { drawn, noonOf, pay, waitUntil } from "../Facilities/lending.ts";
import type { Drawn } from "../Facilities/lending.ts";
import { changeOf, securedDrawn, value } from "../Facilities/lending.ts";
import { EUR } from "../support/ledger.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { ASK } from "./sale.ts";

const DEBTOR = 1n;
const UNITS = 10_000_000n;
const PRICE = 9_900_000n;
const DOCUMENT = `0x${"5a".repeat(32)}`;

/** The first lender offers a fifth of what it lent. */
async function offered(lending: Drawn): Promise<Drawn> {
  const { market, facilities, drawdown, lenders } = lending;
  const terms = { token: facilities.address, id: drawdown, units: UNITS, price: PRICE, floor: 0n, deadline: 0n };
  await lenders[0].acts(market.call("ask", { ...terms, expiry: (await now()) + 300n * DAY, buyers: [] }));
  return lending;
}

const forSale = async (): Promise<Drawn> => offered(await drawn());
const securedForSale = async (): Promise<Drawn> => offered(await securedDrawn());

const takes = ({ market, financier }: Drawn, units = UNITS, by: Party = financier) =>
  by.acts(market.call("take", ASK, units, PRICE));

const holds = async ({ facilities, drawdown }: Drawn, { address }: Party): Promise<bigint> =>
  facilities.uint("balanceOf", address, drawdown);

/** A take works before `change` and not after it. */
async function expectVoided(lending: Drawn, change: () => Promise<unknown>): Promise<void> {
  await takes(lending, 1n);
  const { facilities, drawdown } = lending;
  const [, bound] = await facilities.read("saleOf", drawdown);
  await change();
  const [, current] = await facilities.read("saleOf", drawdown);
  await expectRefusal(takes(lending, 1n), "ClaimChanged", ASK, bound, current);
}

describe("A market for units of loans", () => {
  it("moves a lender's units and the price in one step", async () => {
    const lending = await loadFixture(forSale);
    const { euro, lenders, financier } = lending;
    const before = await euro.uint("balanceOf", lenders[0].address);
    await takes(lending);
    expect(await euro.uint("balanceOf", lenders[0].address)).to.equal(before + PRICE);
    expect([await holds(lending, lenders[0]), await holds(lending, financier)]).to.deep.equal([40_000_000n, UNITS]);
  });

  it("sells the interest that has run with the units: the next payment is the buyer's, an earlier one the seller's", async () => {
    const lending = await loadFixture(drawn);
    const { facilities, drawdown, lenders, financier, today } = lending;
    await pay(lending, 500_000n);
    await offered(lending);
    await waitUntil(noonOf(today + 90n));
    await takes(lending);
    expect(await facilities.uint("withdrawable", drawdown, lenders[0].address)).to.equal(250_000n);
    await pay(lending, 1_000_000n);
    expect(await facilities.uint("withdrawable", drawdown, financier.address)).to.equal(100_000n);
    expect(await facilities.uint("withdrawable", drawdown, lenders[0].address)).to.equal(250_000n + 400_000n);
  });

  it("holds an offer to what the loan was: a payment, a default or an amendment voids it", async () => {
    const lending = await loadFixture(securedForSale);
    await expectVoided(lending, async () => pay(lending, 1n));
    const failing = await loadFixture(securedForSale);
    await expectVoided(failing, async () => {
      await value(failing, 1n);
      await failing.financier.acts(failing.covenants.call("callMargin", failing.id));
    });
    const amending = await loadFixture(securedForSale);
    const { votes, lenders, borrower, id, terms } = amending;
    await expectVoided(amending, async () => {
      const change = changeOf(terms, { rate: 50_000n });
      await borrower.acts(votes.call("askAmendment", id, (await now()) + 10n * DAY, change, DOCUMENT));
      for (const voter of lenders) await voter.acts(votes.call("vote", id, 1n));
      await amending.financier.acts(votes.call("vote", id, 1n));
    });
  });

  it("leaves an offer open when something is said that changes no debt", async () => {
    const lending = await loadFixture(forSale);
    const { covenants, borrower, id, today } = lending;
    await waitUntil(noonOf(today + 80n));
    await borrower.acts(covenants.call("report", id, 0n, DOCUMENT));
    await takes(lending);
    expect(await holds(lending, lending.financier)).to.equal(UNITS);
  });

  it("sells no units that have been voted with", async () => {
    const lending = await loadFixture(securedForSale);
    const { votes, lenders, borrower, id, terms, drawdown } = lending;
    const change = changeOf(terms, { rate: 50_000n });
    await borrower.acts(votes.call("askAmendment", id, (await now()) + 10n * DAY, change, DOCUMENT));
    await lenders[0].acts(votes.call("vote", id, 1n));
    const locked = [lenders[0].address, drawdown, UNITS, 0n];
    await expectRefusal(takes(lending), "ERC7943InsufficientUnfrozenBalance", ...locked);
    expect(await holds(lending, lending.financier)).to.equal(0n);
  });

  it("offers nothing of a loan that is repaid", async () => {
    const lending = await loadFixture(forSale);
    const { loans, market, facilities, drawdown, lenders, id } = lending;
    const [owed] = await loans.read("standingOf", id);
    await pay(lending, owed as bigint);
    await expectRefusal(takes(lending), "ClaimChanged", ASK, 1n, 2n);
    const terms = { token: facilities.address, id: drawdown, units: 1n, price: 1n, floor: 0n, deadline: 0n };
    const late = lenders[0].acts(market.call("ask", { ...terms, expiry: (await now()) + DAY, buyers: [] }));
    await expectRefusal(late, "NotSaleable", drawdown);
  });

  it("counts the principal that a buyer holds against its limit on the borrower, and less once some is repaid", async () => {
    const lending = await loadFixture(forSale);
    const { market, facilities, drawdown, financier, borrower, loans, id } = lending;
    await financier.acts(market.call("setLimit", DEBTOR, borrower.address, EUR, 4_000_000n));
    const args = [financier.address, DEBTOR, borrower.address, 4_000_001n, 4_000_000n];
    await expectRefusal(takes(lending, 4_000_001n), "LimitExceeded", ...args);
    await takes(lending, 4_000_000n);
    const used = async (): Promise<unknown> =>
      (await market.struct<{ used: bigint }>("limitOf", financier.address, DEBTOR, borrower.address, EUR)).used;
    expect(await used()).to.equal(4_000_000n);
    const [owed] = await loans.read("standingOf", id);
    await pay(lending, (owed as bigint) - 50_000_001n);
    await borrower.acts(market.call("recount", financier.address, facilities.address, drawdown));
    // 4 % of 50,000,001, rounded up.
    expect(await used()).to.equal(2_000_001n);
  });
});
