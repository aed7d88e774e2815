import { expect } from "chai";

import { claimOf, euroOf, give, pay, register, acknowledge, registeredClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { FUNDS } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { Receipt } from "../support/transactions.ts";
import { ANYBODY, OFFER, RATE, offers } from "./standing.ts";

/** Fixture: the financier's offer has room for the supplier's claim, which the buyer has yet to acknowledge. */
async function entrusted(): Promise<WithClaim> {
  const ledger = await registeredClaim();
  await offers(ledger, { limit: FACE });
  await entrusts(ledger);
  return ledger;
}

async function entrusts({ supplier, standingOffers }: WithClaim, by: Party = supplier, on = true): Promise<Receipt> {
  return by.acts(standingOffers.call("entrust", OFFER, on));
}

async function finances({ standingOffers, id, buyer }: WithClaim, by: Party = buyer): Promise<Receipt> {
  return by.acts(standingOffers.call("finance", OFFER, id));
}

async function expectNoSale(ledger: WithClaim, name: string, ...args: unknown[]): Promise<void> {
  await expectRefusal(finances(ledger), name, ...args);
  expect(await euroOf(ledger, ledger.financier)).to.equal(FUNDS);
  expect(await unitsOf(ledger, ledger.financier, ledger.id)).to.equal(0n);
}

describe("StandingOffers.finance", () => {
  it("sells all that the seller has, at the offer's price, whoever calls once the debtor has acknowledged", async () => {
    const ledger = await loadFixture(entrusted);
    const { supplier, financier, standingOffers, id } = ledger;
    await expectNoSale(ledger, "NotSaleable", id);
    await acknowledge(ledger, id);
    const at = (await now()) + 5n;
    const days = ((await claimOf(ledger, id)).dueAt - 1n - at) / DAY;
    await nextBlockAt(at);
    const receipt = await finances(ledger);
    const paid = FACE - (FACE * RATE * days + 3_599_999n) / 3_600_000n;
    expect(standingOffers.events(receipt, "StandingOfferTaken")).to.deep.equal([
      { offer: OFFER, seller: supplier.address, id, units: FACE, paid, days_: days, used: FACE },
    ]);
    expect(await unitsOf(ledger, financier, id)).to.equal(FACE);
    expect(await unitsOf(ledger, supplier, id)).to.equal(0n);
    expect(await euroOf(ledger, supplier)).to.equal(paid);
    expect(await euroOf(ledger, financier)).to.equal(FUNDS - paid);
    await expectRefusal(finances(ledger), "ZeroUnits");
  });

  it("needs the seller's word, which it can take back", async () => {
    const ledger = await loadFixture(entrusted);
    const { supplier, standingOffers, id } = ledger;
    await acknowledge(ledger, id);
    const receipt = await entrusts(ledger, supplier, false);
    expect(standingOffers.events(receipt, "SalesEntrusted")).to.deep.equal([
      { offer: OFFER, seller: supplier.address, entrusted: false },
    ]);
    expect(await standingOffers.flag("isEntrusted", OFFER, supplier.address)).to.equal(false);
    await expectNoSale(ledger, "NotEntrusted", OFFER, supplier.address);
    await entrusts(ledger);
    await finances(ledger);
  });

  it("is the word of the claim's own seller: a later holder's counts for nothing", async () => {
    const ledger = await loadFixture(entrusted);
    const { supplier, subSupplier, id } = ledger;
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, FACE);
    await entrusts(ledger, subSupplier);
    await expectNoSale(ledger, "ZeroUnits");
    await entrusts(ledger, supplier, false);
    await expectNoSale(ledger, "NotEntrusted", OFFER, supplier.address);
  });

  it("is refused whole where the offer has less room, and for a claim that has changed", async () => {
    const ledger = await loadFixture(entrusted);
    const { supplier, subSupplier, standingOffers, id } = ledger;
    await acknowledge(ledger, id);
    await give(ledger, id, supplier, subSupplier, 10n);
    await subSupplier.acts(standingOffers.call("takeOffer", OFFER, id, 10n, 0n));
    const other = { ...ledger, id: await register(ledger, invoice(ledger, { number: "HS-2" })) };
    await acknowledge(other, other.id);
    await expectRefusal(finances(other), "OfferUsedUp", OFFER, FACE, FACE - 10n);
    await pay(ledger, id, 1n);
    await expectRefusal(finances(ledger), "OfferFreshClaimsOnly", id, 1n);
  });

  it("is entrusted by those to whom the offer is open, while it is", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { supplier, subSupplier, financier, standingOffers } = ledger;
    await offers(ledger, { seller: supplier.address, debtor: ANYBODY });
    const stranger = entrusts(ledger, subSupplier);
    await expectRefusal(stranger, "NotNamedSeller", OFFER, subSupplier.address, supplier.address);
    await expectRefusal(entrusts(ledger, financier), "OwnOffer", financier.address);
    await financier.acts(standingOffers.call("withdrawOffer", OFFER));
    await expectRefusal(entrusts(ledger), "OfferNotOpen", OFFER, 2n);
  });
});
