import { expect } from "chai";
import fc from "fast-check";

import { DrawdownStatus, Ground, noonOf, pay, waitUntil } from "../Facilities/lending.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { GRACE, REASON } from "./acts.ts";
import {
  accelerate,
  accept,
  accountOf,
  acts,
  cover,
  demand,
  entitled,
  guardable,
  lend,
  makeDue,
  offer,
  standingOf,
  termsOf,
} from "./facilityActs.ts";
import type { Guarded, Part } from "./facilityActs.ts";

/** The fund bears a fifth of the loss, the insurer what is left up to half of what was lent. */
const layersOf = ({ fund, insurer }: Guarded): Part[] => [
  { by: fund, bps: 2_000n, cap: 30_000_000n, reserve: 30_000_000n },
  { by: insurer, cap: 50_000_000n, reserve: 50_000_000n },
];

async function covered(): Promise<Guarded> {
  const ledger = await guardable();
  await cover(ledger, layersOf(ledger));
  return lend(ledger);
}

/** Fixture: covered, accelerated, and demanded. */
async function demanded(): Promise<Guarded> {
  const ledger = await covered();
  await accelerate(ledger);
  await demand(ledger);
  return ledger;
}

async function payCover(ledger: Guarded): Promise<bigint> {
  let paid = 0n;
  for (const share of [0, 1]) {
    await acts(ledger, ledger.financier, "payCover", share);
    paid += (await accountOf(ledger, share)).paid;
  }
  return paid;
}

/** Of the contract, what is not yet withdrawn, and what came back and is not fetched. */
async function held(ledger: Guarded): Promise<{ cash: bigint; owed: bigint }> {
  const { facilities, drawdowns, euro } = ledger;
  let owed = (await standingOf(ledger)).returned;
  for (const drawdown of drawdowns) {
    const { received, paidOut } = await facilities.struct<{ received: bigint; paidOut: bigint }>("drawdown", drawdown);
    owed += received - paidOut;
  }
  for (const share of [0, 1]) owed -= (await accountOf(ledger, share)).recovered;
  return { cash: await euro.uint("balanceOf", facilities.address), owed };
}

describe("The guarantee of a facility", () => {
  it("is offered by the borrower or the agent, and told in the facility's history", async () => {
    const ledger = await loadFixture(guardable);
    const { id, fund, insurer, borrower, lenders, facilities, facilityGuarantees, today } = ledger;
    const [agent, other] = lenders;
    const receipt = await offer(ledger, layersOf(ledger));
    const [offered] = facilities.events(receipt, "GuaranteeOffered");
    expect(offered).to.include({ id, arranger: borrower.address, grace: GRACE, layers: 2n, shares: 2n });
    expect(offered).to.include({ dueAt: (today + 721n) * DAY });
    expect(facilities.events(receipt, "ShareOffered").map(({ guarantor }) => guarantor)).to.deep.equal([
      fund.address,
      insurer.address,
    ]);
    await expectRefusal(offer(ledger, layersOf(ledger), other), "NotTheArranger", id, other.address);
    const short = termsOf(ledger, layersOf(ledger));
    const early = short.layers.map((layer) => ({ ...layer, validUntil: (today + 721n) * DAY + GRACE }));
    await expectRefusal(acts(ledger, agent, "offer", GRACE, early, short.shares), "BadLayer", 0n);
    await expectRefusal(offer(ledger, [{ by: borrower }]), "BadShare", 0n);
    await offer(ledger, layersOf(ledger), agent);
    await accept(ledger, fund, 0);
    expect(await facilityGuarantees.struct("guaranteeOf", id)).to.include({ arranger: agent.address });
    expect(await ledger.euro.uint("balanceOf", facilityGuarantees.address)).to.equal(30_000_000n);
  });

  it("takes nobody in once the facility is suspended, and pays nothing before it is accelerated and grace is over", async () => {
    const ledger = await loadFixture(guardable);
    const { id, fund, insurer, lenders, financier, covenants, borrower } = ledger;
    await cover(ledger, [{ by: fund, reserve: 1_000n }]);
    await expectRefusal(offer(ledger, layersOf(ledger)), "TermsStand", id);
    const lent = await lend(ledger);
    await expectRefusal(acts(lent, lenders[0], "demand", REASON), "NotCoverable", id);
    await waitUntil(noonOf(ledger.today + 190n));
    await financier.acts(covenants.call("recordDefault", id, Ground.PAYMENT));
    await expectRefusal(offer(lent, layersOf(lent)), "NotCoverable", id);
    await expectRefusal(accept(lent, insurer, 0), "NotCoverable", id);
    await makeDue(lent);
    const { acceleratedAt: since } = await lent.loans.struct<{ acceleratedAt: bigint }>("conditionsOf", id);
    expect(since).to.equal(await now());
    await expectRefusal(acts(lent, lenders[1], "demand", REASON), "NotInDefault", id, since + GRACE);
    await waitUntil(since + GRACE);
    await expectRefusal(acts(lent, borrower, "demand", REASON), "NotAHolder", id, borrower.address);
    await expectRefusal(acts(lent, fund, "payCover", 0), "NotDemanded", id);
    await acts(lent, lenders[1], "demand", REASON);
    await expectRefusal(acts(lent, lenders[0], "demand", REASON), "AlreadyDemanded", id);
  });

  it("is shared over the loans by what their lenders lack, and the borrower owes as much as before", async () => {
    const ledger = await loadFixture(demanded);
    const { facilities, facilityGuarantees, drawdowns, id, fund } = ledger;
    const before = await standingOf(ledger);
    expect(before.lacking).to.equal(before.owed);
    expect(await facilityGuarantees.uint("dueOf", id, 0)).to.equal(before.owed / 5n);
    const receipt = await acts(ledger, fund, "payCover", 0);
    const parts = facilities.events(receipt, "CoverReceived");
    expect(parts.map(({ id: drawdown }) => drawdown)).to.deep.equal([...drawdowns]);
    const shared = parts.map(({ amount }) => amount as bigint);
    expect(parts.map(({ covered: sum }) => sum)).to.deep.equal(shared);
    expect(parts.reduce((sum, { owed }) => sum + (owed as bigint), 0n)).to.equal(before.owed);
    expect(shared.reduce((a, b) => a + b, 0n)).to.equal(before.owed / 5n);
    expect((shared[0] ?? 0n) * 2n).to.be.greaterThan((shared[1] ?? 0n) * 3n - 300_000n);
    expect(facilities.events(receipt, "CoverPaid")[0]).to.include({ id, share: 0n, amount: before.owed / 5n });
    const after = await standingOf(ledger);
    expect(after).to.deep.equal({ ...before, lacking: before.owed - before.owed / 5n });
    expect(await entitled(ledger)).to.be.within(before.owed / 5n - 5n, before.owed / 5n);
  });

  it("is told anew with each payment, what is kept for the guarantors only once something is", async () => {
    const ledger = await loadFixture(demanded);
    const { facilities, loans, drawdowns } = ledger;
    const before = await pay(ledger, 1_000n);
    expect(facilities.events(before, "CoverReturned")).to.deep.equal([]);
    await payCover(ledger);
    const receipt = await pay(ledger, 1_000_000n);
    const told = facilities.events(receipt, "CoverReturned");
    expect(told.map(({ id, amount }) => [id, amount])).to.deep.equal(drawdowns.map((id) => [id, 0n]));
    for (const { id, covered: sum, owed } of told)
      expect(await loans.struct("coveredOf", id)).to.deep.equal({ covered: sum, owed });
    for (const each of [before, receipt]) expect(facilities.events(each, "CoverKept")).to.deep.equal([]);
  });

  it("interest that runs on it is the guarantors', and on the rest the lenders'", async () => {
    const ledger = await loadFixture(demanded);
    await payCover(ledger);
    const { owed, lacking } = await standingOf(ledger);
    await waitUntil((await now()) + 100n * DAY);
    const later = await standingOf(ledger);
    expect(later.owed).to.be.greaterThan(owed);
    const exact = (later.owed * lacking) / owed;
    expect(later.lacking).to.be.within(exact, exact + 2n);
  });

  it("answers for no more than was owed when it was demanded: what is left of a reserve is free then", async () => {
    const ledger = await loadFixture(demanded);
    const { facilityGuarantees, fund, financier, id } = ledger;
    const { owed } = await standingOf(ledger);
    await waitUntil((await now()) + 100n * DAY);
    expect(await facilityGuarantees.uint("dueOf", id, 0)).to.equal(owed / 5n);
    await acts(ledger, financier, "payCover", 0);
    await acts(ledger, fund, "release", 0);
    await waitUntil((await now()) + 100n * DAY);
    expect(await facilityGuarantees.uint("dueOf", id, 0)).to.equal(0n);
    await expectRefusal(acts(ledger, financier, "payCover", 0), "NothingToPay", id, 0n);
    await pay(ledger, owed / 2n);
    const { owed: left, lacking } = await standingOf(ledger);
    expect(left).to.be.lessThan(owed);
    // No more than what lenders lack, though the insurer bears all that the fund does not.
    expect(await facilityGuarantees.uint("dueOf", id, 1)).to.equal(lacking);
    expect(lacking).to.be.lessThan(left - left / 5n);
  });

  it("lenders are paid until they are whole, then the guarantors: the last layer first, then interest by what each paid", async () => {
    const ledger = await loadFixture(demanded);
    const { facilityGuarantees, facilities, id, borrower, drawdowns } = ledger;
    const paid = await payCover(ledger);
    const [fund, insurer] = [await accountOf(ledger, 0), await accountOf(ledger, 1)];
    const back = async (): Promise<bigint[]> =>
      Promise.all([0, 1].map(async (share) => facilityGuarantees.uint("recoverableOf", id, share)));
    const { lacking } = await standingOf(ledger);
    const first = await pay(ledger, lacking - 1n);
    // The loan with more interest is paid more than its lenders lack: so much less for its units, so much more for the others'.
    const [given] = facilities.events(first, "CoverReturned");
    const [taken] = facilities.events(first, "CoverReceived");
    expect([given?.["id"], taken?.["id"]]).to.deep.equal(drawdowns);
    expect(given?.["amount"]).to.not.equal(0n);
    expect(taken?.["amount"]).to.equal(given?.["amount"]);
    expect((await standingOf(ledger)).returned).to.equal(0n);
    expect(await back()).to.deep.equal([0n, 0n]);
    await expectRefusal(acts(ledger, borrower, "recover", 0), "NothingToRecover", id, 0n);

    const receipt = await pay(ledger, 1n + 10_000_000n);
    expect(facilities.events(receipt, "CoverKept")[0]).to.include({ id, amount: 10_000_000n, returned: 10_000_000n });
    expect(await standingOf(ledger)).to.include({ lacking: 0n, returned: 10_000_000n });
    expect(await back()).to.deep.equal([0n, 10_000_000n]);
    await acts(ledger, borrower, "recover", 1);

    await waitUntil((await now()) + 200n * DAY);
    expect((await standingOf(ledger)).lacking).to.equal(0n);
    const { owed, returned } = await standingOf(ledger);
    const interest = owed + returned - paid;
    expect(interest).to.be.greaterThan(0n);
    await pay(ledger, owed);
    expect(await back()).to.deep.equal([
      fund.paid + (interest * fund.paid) / paid,
      insurer.paid - 10_000_000n + (interest * insurer.paid) / paid,
    ]);
    for (const share of [0, 1]) await acts(ledger, borrower, "recover", share);
    for (const share of [0, 1])
      await expectRefusal(acts(ledger, borrower, "recover", share), "NothingToRecover", id, BigInt(share));
    for (const lender of ledger.lenders.slice(0, 2))
      await borrower.acts(ledger.votes.call("release", id, lender.address));
    for (const [at, drawdown] of drawdowns.entries()) {
      expect(await facilities.struct("drawdown", drawdown)).to.include({ status: DrawdownStatus.REPAID });
      for (const { address } of ledger.lenders.slice(0, 3 - at))
        await borrower.acts(facilities.call("redeemFor", drawdown, address));
    }
    const { cash, owed: due } = await held(ledger);
    expect(cash).to.equal(due);
    expect(cash).to.be.lessThan(3n);
  });

  it("gives reserves back once nothing is owed, and not before its time while something is", async () => {
    const ledger = await loadFixture(covered);
    const { id, fund, insurer } = ledger;
    await expectRefusal(acts(ledger, fund, "release", 0), "NothingToRelease", id, 0n);
    const { owed } = await standingOf(ledger);
    await pay(ledger, owed);
    await expectRefusal(acts(ledger, fund, "release", 0), "NothingToRelease", id, 0n);
    const { availableUntil } = await ledger.syndication.struct<{ availableUntil: bigint }>("agreementOf", id);
    await waitUntil(availableUntil + 1n);
    await acts(ledger, fund, "release", 0);
    await acts(ledger, insurer, "release", 1);
    expect(await ledger.euro.uint("balanceOf", ledger.facilityGuarantees.address)).to.equal(0n);
  });

  it("loses and invents no money, whatever is paid when", async () => {
    const step = fc.record({
      days: fc.bigInt(0n, 60n),
      amount: fc.bigInt(1n, 60_000_000n),
      what: fc.constantFrom("pay", "fund", "insurer", "recover"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const ledger = await loadFixture(demanded);
        const { facilityGuarantees, borrower, id, facilities } = ledger;
        for (const { days, amount, what } of [...steps, { days: 1n, amount: 10n ** 12n, what: "pay" }]) {
          await waitUntil((await now()) + days * DAY + 1n);
          const before = await standingOf(ledger);
          if (what === "pay") {
            if (before.owed !== 0n) await pay(ledger, amount < before.owed ? amount : before.owed);
          } else {
            const [name, view] = what === "recover" ? ["recover", "recoverableOf"] : ["payCover", "dueOf"];
            for (const share of what === "fund" ? [0] : what === "insurer" ? [1] : [0, 1]) {
              const { reserve } = await accountOf(ledger, share);
              const due = await facilityGuarantees.uint(view, id, share);
              if (due !== 0n && (what === "recover" || reserve !== 0n)) await acts(ledger, borrower, name, share);
            }
          }
          const after = await standingOf(ledger);
          expect(after.lacking <= after.owed).to.equal(true);
          if (before.lacking === 0n) expect(after.lacking).to.equal(0n);
          if (after.lacking !== 0n) expect(after.returned).to.equal(0n);
          const { cash, owed } = await held(ledger);
          expect(cash).to.equal(owed);
        }
        expect((await standingOf(ledger)).owed).to.equal(0n);
        for (const drawdown of ledger.drawdowns) {
          expect(await facilities.struct("drawdown", drawdown)).to.include({ status: DrawdownStatus.REPAID });
        }
        for (const share of [0, 1]) {
          if ((await facilityGuarantees.uint("recoverableOf", id, share)) !== 0n)
            await acts(ledger, borrower, "recover", share);
          const { paid, recovered } = await accountOf(ledger, share);
          expect(recovered >= paid).to.equal(true);
        }
      }),
      { numRuns: 8 },
    );
  });
});
