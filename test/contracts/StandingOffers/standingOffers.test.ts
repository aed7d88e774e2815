import { expect } from "chai";
import { toBeHex } from "ethers";

import { parseRate, rational, toFixed } from "../../../services/domain/rational.ts";
import { simpleInterest } from "../../../services/domain/discount.ts";
import { expire, pause } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, claimOf, euroOf, give, pay, registeredClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { EUR, FUNDS, PartyRole, USD } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now, wait } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { eachVector } from "../../services/domain/corpus.ts";
import { ANYBODY, LIMIT, OFFER, RATE, offered, offers, sells, terms } from "./standing.ts";
import type { Terms } from "./standing.ts";

const OPEN = 1n;
const WITHDRAWN = 2n;
const ceilDiv = (a: bigint, b: bigint) => (a + b - 1n) / b;

interface StandingOffer {
  readonly financier: string;
  readonly status: bigint;
  readonly used: bigint;
  readonly terms: unknown;
}

async function positions(ledger: WithClaim, seller: Party = ledger.supplier) {
  const { financier, id, standingOffers } = ledger;
  const { used } = await standingOffers.struct<StandingOffer>("standingOffer", OFFER);
  return {
    sold: await unitsOf(ledger, financier, id),
    paid: FUNDS - (await euroOf(ledger, financier)),
    received: await euroOf(ledger, seller),
    used,
  };
}

async function expectNoSale(ledger: WithClaim, act: () => Promise<unknown>, name: string, ...args: unknown[]) {
  const before = await positions(ledger);
  await expectRefusal(act(), name, ...args);
  expect(await positions(ledger)).to.deep.equal(before);
}

describe("StandingOffers.offer", () => {
  it("records what the financier signs, and moves nothing", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { financier, standingOffers } = ledger;
    const given = await terms(ledger);
    const receipt = await financier.acts(standingOffers.call("offer", given));
    const [made] = standingOffers.events(receipt, "StandingOfferMade");
    const values = Object.values(given);
    expect(made).to.deep.equal({ offer: OFFER, financier: financier.address, terms: values });
    const stored = await standingOffers.struct<StandingOffer>("standingOffer", OFFER);
    expect(stored).to.deep.equal({ financier: financier.address, status: OPEN, used: 0n, terms: values });
  });

  it("refuses terms that could be taken by nobody, or by everybody", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const past = (await now()) - 1n;
    const refusals: [Partial<Terms>, string, ...unknown[]][] = [
      [{ debtor: ANYBODY }, "NobodyNamed"],
      [{ basis: 365n + 1n }, "BadBasis", 366n],
      [{ limit: 0n }, "ZeroLimit"],
      [{ until: past }, "OfferAlreadyExpired", past],
      [{ token: ledger.euro.address }, "UnknownToken", ledger.euro.address],
    ];
    for (const [given, name, ...args] of refusals) await expectRefusal(offers(ledger, given), name, ...args);
    const { supplier } = ledger;
    await expectRefusal(offers(ledger, {}, supplier), "NotAFinancier", supplier.address);
  });
});

describe("StandingOffers.takeOffer", () => {
  it("sells at the price of the moment: rate on face over the days left, rounded up", async () => {
    const ledger = await loadFixture(offered);
    const { standingOffers, receivables, supplier, financier, id } = ledger;
    const at = (await now()) + 5n;
    const { dueAt } = await claimOf(ledger, id);
    const days = (dueAt - 1n - at) / DAY;
    const discount = ceilDiv(LIMIT * RATE * days, 360n * 10_000n);
    await nextBlockAt(at);
    const receipt = await sells(ledger);
    expect(days).to.equal(59n);
    const paid = LIMIT - discount;
    expect(await positions(ledger)).to.deep.equal({ sold: LIMIT, paid, received: paid, used: LIMIT });
    expect(standingOffers.events(receipt, "StandingOfferTaken")).to.deep.equal([
      { offer: OFFER, seller: supplier.address, id, units: LIMIT, paid, days_: days, used: LIMIT },
    ]);
    const reference = toBeHex((1n << 255n) | OFFER, 32);
    expect(receivables.events(receipt, "Transferred")[0]).to.include({
      from: supplier.address,
      to: financier.address,
      reference_: reference,
    });
  });

  it("counts no day on the due day itself, and nothing after it", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { standingOffers, id } = ledger;
    const { dueAt } = await claimOf(ledger, id);
    await offers(ledger, { until: dueAt + DAY });
    const priceAt = async (time: bigint) => {
      await wait(time - (await now()));
      return [...((await standingOffers.read("quoteOf", OFFER, id, 36_000n)) as unknown as bigint[])];
    };
    // A day of 36,000 at 4.5 % is 4.50; the due day begins a day before its end.
    expect(await priceAt(dueAt - 2n * DAY - 10n)).to.deep.equal([35_991n, 2n]);
    expect(await priceAt(dueAt - DAY - 100n)).to.deep.equal([35_995n, 1n]);
    expect(await priceAt(dueAt - DAY)).to.deep.equal([36_000n, 0n]);
    expect(await priceAt(dueAt - 1n)).to.deep.equal([36_000n, 0n]);
    await expectRefusal(priceAt(dueAt), "ClaimDue", id, dueAt);
  });

  it("serves several sales until it is used up", async () => {
    const ledger = await loadFixture(offered);
    await sells(ledger, LIMIT - 1n);
    await expectNoSale(ledger, () => sells(ledger, 2n), "OfferUsedUp", OFFER, 2n, 1n);
    await expectNoSale(ledger, () => sells(ledger, 1n), "NothingLeft", 1n, 1n);
  });

  it("is refused whole when the financier is short of cash", async () => {
    const ledger = await loadFixture(offered);
    const { financier, buyer, euro } = ledger;
    await financier.acts(euro.call("transfer", buyer.address, FUNDS - 10n));
    const price = LIMIT - ceilDiv(LIMIT * RATE * 59n, 3_600_000n);
    const args = [financier.address, 10n, price];
    await expectNoSale(ledger, () => sells(ledger), "ERC20InsufficientBalance", ...args);
  });

  it("serves the seller that it names, and nobody else", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, subSupplier, id } = ledger;
    await offers(ledger, { seller: supplier.address, debtor: ANYBODY });
    await give(ledger, id, supplier, subSupplier, 1_000n);
    const act = () => sells(ledger, 1_000n, 0n, subSupplier);
    await expectNoSale(ledger, act, "NotNamedSeller", OFFER, subSupplier.address, supplier.address);
    await sells(ledger, 1_000n);
  });

  it("serves any holder of a claim on the debtor that it names, and no other claim", async () => {
    const ledger = await loadFixture(offered);
    const { supplier, subSupplier, buyer, standingOffers, id } = ledger;
    await give(ledger, id, supplier, subSupplier, 1_000n);
    await sells(ledger, 1_000n, 0n, subSupplier);
    await offers(ledger, { debtor: subSupplier.address });
    const act = () => supplier.acts(standingOffers.call("takeOffer", 2n, id, 10n, 0n));
    await expectNoSale(ledger, act, "NotNamedDebtor", 2n, buyer.address, subSupplier.address);
  });

  it("refuses a claim that is not acknowledged, that has changed, or that is in another currency", async () => {
    const early = await loadFixture(registeredClaim);
    await offers(early);
    await expectNoSale(early, () => sells(early), "NotSaleable", early.id);
    const ledger = await loadFixture(offered);
    await offers(ledger, { currency: USD });
    const act = () => ledger.supplier.acts(ledger.standingOffers.call("takeOffer", 2n, ledger.id, 10n, 0n));
    await expectNoSale(ledger, act, "OtherCurrency", 2n, EUR);
    await pay(ledger, ledger.id, 1n);
    await expectNoSale(ledger, () => sells(ledger), "OfferFreshClaimsOnly", ledger.id, 1n);
  });

  it("refuses a price below what the seller wants, no units, and a longer time than the financier wants", async () => {
    const ledger = await loadFixture(offered);
    const price = LIMIT - ceilDiv(LIMIT * RATE * 59n, 3_600_000n);
    await expectNoSale(ledger, () => sells(ledger, LIMIT, price + 1n), "PriceBelowLeast", OFFER, price, price + 1n);
    await expectNoSale(ledger, () => sells(ledger, 0n), "ZeroUnits");
    await offers(ledger, { maxDays: 58n });
    const act = () => ledger.supplier.acts(ledger.standingOffers.call("takeOffer", 2n, ledger.id, 10n, 0n));
    await expectNoSale(ledger, act, "TenorTooLong", 2n, 59n, 58n);
  });

  it("refuses when nothing would be left of the face", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await offers(ledger, { rate: 61_016n });
    const left = await ledger.standingOffers.read("quoteOf", OFFER, ledger.id, 100_000n);
    expect((left as unknown as bigint[])[0]).to.equal(1n);
    await offers(ledger, { rate: 61_017n });
    const act = () => ledger.supplier.acts(ledger.standingOffers.call("takeOffer", 2n, ledger.id, 10_000n, 0n));
    await expectNoSale(ledger, act, "NothingLeft", 10_000n, 10_001n);
  });

  it("is over after its last second, and once it is withdrawn", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { financier, supplier, standingOffers } = ledger;
    const until = (await now()) + 100n;
    await offers(ledger, { until });
    await nextBlockAt(until);
    await sells(ledger, 10_000n);
    await nextBlockAt(until + 1n);
    await expectNoSale(ledger, () => sells(ledger, 10_000n), "OfferExpired", OFFER, until);
    const foreign = supplier.acts(standingOffers.call("withdrawOffer", OFFER));
    await expectRefusal(foreign, "NotOfferor", supplier.address, financier.address);
    const receipt = await financier.acts(standingOffers.call("withdrawOffer", OFFER));
    expect(standingOffers.events(receipt, "StandingOfferWithdrawn")).to.deep.equal([{ offer: OFFER }]);
    await expectNoSale(ledger, () => sells(ledger, 1_000n), "OfferNotOpen", OFFER, WITHDRAWN);
  });

  it("refuses the financier itself, one that may finance no more, and everybody under pause", async () => {
    const ledger = await loadFixture(offered);
    const { financier, supplier, id } = ledger;
    await give(ledger, id, supplier, financier, 100n);
    await expectNoSale(ledger, () => sells(ledger, 100n, 0n, financier), "OwnOffer", financier.address);
    await pause(ledger);
    await expectNoSale(ledger, () => sells(ledger), "Paused");
    await expire(ledger, financier, PartyRole.FINANCIER);
    await expectNoSale(ledger, () => sells(ledger), "NotAFinancier", financier.address);
  });

  it("keeps within the financier's limits, and lowers those of a seller that keeps some", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { financier, buyer, supplier, market } = ledger;
    await offers(ledger);
    await financier.acts(market.call("setLimit", 1, buyer.address, EUR, 5_000n));
    await supplier.acts(market.call("setLimit", 1, buyer.address, EUR, FACE));
    await supplier.acts(market.call("recount", supplier.address, ledger.receivables.address, ledger.id));
    const args = [financier.address, 1n, buyer.address, 5_001n, 5_000n];
    await expectNoSale(ledger, () => sells(ledger, 5_001n), "LimitExceeded", ...args);
    await sells(ledger, 5_000n);
    const used = async (party: Party) =>
      (await market.struct<{ used: bigint }>("limitOf", party.address, 1, buyer.address, EUR)).used;
    expect(await used(financier)).to.equal(5_000n);
    expect(await used(supplier)).to.equal(FACE - 5_000n);
  });
});

describe("The price of a standing offer", () => {
  async function discountOn(face: bigint, annualRate: string, days: number, basis: number): Promise<bigint> {
    const { standingOffers } = await loadFixture(offered);
    const bps = toFixed(parseRate(annualRate), 4).replace(".", "");
    return standingOffers.uint("discountOf", face, BigInt(bps), days, basis);
  }

  eachVector<
    { face_minor: string; annual_rate: string; days: number; basis: number },
    { discount_ceil: string; proceeds_if_ceil: string }
  >("discount_minor_units", async ({ face_minor, annual_rate, days, basis }, expected) => {
    const discount = await discountOn(BigInt(face_minor), annual_rate, days, basis);
    expect(String(discount)).to.equal(expected.discount_ceil);
    expect(String(BigInt(face_minor) - discount)).to.equal(expected.proceeds_if_ceil);
  });

  it("is the one that services/domain quotes", async () => {
    const { standingOffers } = await loadFixture(offered);
    let seed = 88172645463325252n;
    const next = (bound: bigint): bigint => {
      seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
      return (seed >> 16n) % bound;
    };
    for (let round = 0; round < 60; round += 1) {
      const [face, bps, days] = [1n + next(2n ** 48n) * next(2n ** 47n), next(20_000n), next(400n)];
      const basis = round % 2 === 0 ? 360n : 365n;
      const expected = simpleInterest(face, rational(bps, 10_000n), rational(days, basis), "up");
      expect(await standingOffers.uint("discountOf", face, bps, days, basis)).to.equal(expected);
    }
  });
});
