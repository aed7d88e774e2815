import { expect } from "chai";

import { expire, newcomer } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, euroOf, pay, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { BidStatus, FLOOR, bidOf, bids, funded, hearing, legs } from "./bidding.ts";
import { ASK, AskStatus, PRICE, UNITS, askOf, asks } from "./sale.ts";

const BID = 1n;
const accepts = (ledger: WithClaim, price: bigint, by = ledger.supplier) =>
  by.acts(ledger.market.call("accept", BID, price));

describe("Market.bid", () => {
  it("records a price that its bidder signed, and moves nothing", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier } = ledger;
    const expiry = (await now()) + DAY;
    const before = await legs(ledger, financier);
    const receipt = await bids(ledger, { expiry });
    const bidder = financier.address;
    expect(await bidOf(ledger, BID)).to.deep.equal({
      bidder,
      expiry,
      status: BidStatus.OPEN,
      units: UNITS,
      price: FLOOR,
      counter: 0n,
      counterExpiry: 0n,
      ask: ASK,
    });
    expect(market.events(receipt, "BidPlaced")).to.deep.equal([
      { bid: BID, ask: ASK, bidder, units: UNITS, price: FLOOR, expiry },
    ]);
    expect(await legs(ledger, financier)).to.deep.equal(before);
  });

  it("hears a part from the part of the floor on, rounded up", async () => {
    const ledger = await loadFixture(hearing);
    const least = (FLOOR * 7n + UNITS - 1n) / UNITS;
    await expectRefusal(bids(ledger, { units: 7n, price: least - 1n }), "BelowFloor", ASK, least - 1n, least);
    await bids(ledger, { units: 7n, price: least });
  });

  it("refuses no units, too many, no price, and one that is over", async () => {
    const ledger = await loadFixture(hearing);
    await expectRefusal(bids(ledger, { units: 0n }), "ZeroUnits");
    await expectRefusal(bids(ledger, { units: UNITS + 1n }), "NotEnoughUnits", ASK, UNITS + 1n, UNITS);
    await expectRefusal(bids(ledger, { price: 0n }), "ZeroPrice");
    const past = (await now()) - 1n;
    await expectRefusal(bids(ledger, { expiry: past }), "BidAlreadyExpired", past);
    const next = (await now()) + 10n;
    await nextBlockAt(next);
    await bids(ledger, { expiry: next });
  });

  it("refuses the seller, those who may not finance, and those who are not named", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, subSupplier, financier } = ledger;
    await asks(ledger);
    await expectRefusal(bids(ledger, { by: supplier }), "OwnAsk", supplier.address);
    await expectRefusal(bids(ledger, { by: subSupplier }), "NotAFinancier", subSupplier.address);
    const other = await newcomer(ledger, "another financier", PartyRole.FINANCIER);
    await asks(ledger, { buyers: [financier.address] });
    await expectRefusal(bids(ledger, { ask: 2n, by: other }), "NotAllowedBuyer", 2n, other.address);
  });

  it("refuses an ask that is closed, over, or on a claim that has changed", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, market, id } = ledger;
    await asks(ledger);
    await supplier.acts(market.call("cancel", ASK));
    await expectRefusal(bids(ledger), "AskNotOpen", ASK, AskStatus.CLOSED);
    const expiry = (await now()) + 100n;
    await asks(ledger, { expiry });
    await asks(ledger);
    await nextBlockAt(expiry + 1n);
    await expectRefusal(bids(ledger, { ask: 2n }), "AskExpired", 2n, expiry);
    await pay(ledger, id, 1n);
    await expectRefusal(bids(ledger, { ask: 3n }), "ClaimChanged", 3n, 0n, 1n);
  });

  it("refuses a floor above the price at which the ask can be taken", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(asks(ledger, { floor: PRICE + 1n }), "FloorAbovePrice", PRICE + 1n, PRICE);
    await asks(ledger, { floor: PRICE });
    expect(await ledger.market.uint("floorOf", ASK)).to.equal(PRICE);
  });
});

describe("Market.accept", () => {
  it("moves units against the bid's price in one step", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier, id } = ledger;
    await bids(ledger);
    const receipt = await accepts(ledger, FLOOR);
    expect(await legs(ledger, financier)).to.deep.equal([FACE - UNITS, UNITS, FLOOR, FUNDS - FLOOR]);
    const filled = { id, units: UNITS, paid: FLOOR, filled: UNITS };
    expect(market.events(receipt, "BidAccepted")).to.deep.equal([
      { bid: BID, ask: ASK, buyer: financier.address, ...filled },
    ]);
    expect((await bidOf(ledger, BID)).status).to.equal(BidStatus.ACCEPTED);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
    await expectRefusal(accepts(ledger, FLOOR), "BidNotOpen", BID, BidStatus.ACCEPTED);
  });

  it("fills a part and leaves the rest to be taken for its part of the price", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier } = ledger;
    await bids(ledger, { units: 20_000n, price: 19_500n });
    await accepts(ledger, 19_500n);
    expect(await askOf(ledger)).to.include({ status: AskStatus.OPEN, filled: 20_000n });
    const rest = PRICE - (PRICE * 20_000n + UNITS - 1n) / UNITS;
    await financier.acts(market.call("take", ASK, 40_000n, rest));
    expect(await euroOf(ledger, ledger.supplier)).to.equal(19_500n + rest);
  });

  it("moves neither leg when the bidder is short of cash", async () => {
    const ledger = await loadFixture(hearing);
    const poor = await funded(ledger, "poor", FLOOR - 1n);
    await bids(ledger, { by: poor });
    const before = await legs(ledger, poor);
    await expectRefusal(accepts(ledger, FLOOR), "ERC20InsufficientBalance", poor.address, FLOOR - 1n, FLOOR);
    expect(await legs(ledger, poor)).to.deep.equal(before);
    expect((await bidOf(ledger, BID)).status).to.equal(BidStatus.OPEN);
  });

  it("moves neither leg when the seller has given the units away", async () => {
    const ledger = await loadFixture(hearing);
    const { supplier, subSupplier, financier, receivables, id } = ledger;
    await bids(ledger);
    await supplier.acts(receivables.call("assign", id, subSupplier.address, FACE, `0x${"00".repeat(32)}`));
    await expectRefusal(accepts(ledger, FLOOR), "ERC1155InsufficientBalance", supplier.address, 0n, UNITS, id);
    expect(await euroOf(ledger, financier)).to.equal(FUNDS);
  });

  it("refuses others than the seller, and a bidder whom the seller did not answer", async () => {
    const ledger = await loadFixture(hearing);
    const { supplier, financier, buyer } = ledger;
    await bids(ledger);
    await expectRefusal(accepts(ledger, FLOOR, buyer), "NotSeller", buyer.address, supplier.address);
    await expectRefusal(accepts(ledger, FLOOR, financier), "NoCounter", BID);
  });

  it("refuses a price that is not the one on the table", async () => {
    const ledger = await loadFixture(hearing);
    await bids(ledger);
    await expectRefusal(accepts(ledger, FLOOR - 1n), "PriceChanged", BID, FLOOR - 1n, FLOOR);
  });

  it("can be done in the bid's last second, and not after it", async () => {
    const ledger = await loadFixture(hearing);
    const expiry = (await now()) + 1000n;
    await bids(ledger, { expiry, units: 1n });
    await bids(ledger, { expiry, units: 1n });
    await nextBlockAt(expiry);
    await accepts(ledger, FLOOR);
    await nextBlockAt(expiry + 1n);
    const late = ledger.supplier.acts(ledger.market.call("accept", 2n, FLOOR));
    await expectRefusal(late, "BidExpired", 2n, expiry);
  });

  it("refuses once the claim has changed, the ask is over, or too few units are left", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier, id } = ledger;
    await bids(ledger);
    await financier.acts(market.call("take", ASK, 1n, PRICE));
    await expectRefusal(accepts(ledger, FLOOR), "NotEnoughUnits", ASK, UNITS, UNITS - 1n);
    await pay(ledger, id, 1n);
    await bidsOnAnother(ledger);
    await expectRefusal(accepts(ledger, FLOOR), "NotEnoughUnits", ASK, UNITS, UNITS - 1n);
    await pay(ledger, id, 1n);
    const changed = ledger.supplier.acts(market.call("accept", 2n, FLOOR));
    await expectRefusal(changed, "ClaimChanged", 2n, 1n, 2n);
    const { expiry } = await askOf(ledger);
    await wait(8n * DAY);
    await expectRefusal(accepts(ledger, FLOOR), "AskExpired", ASK, expiry);
  });

  it("refuses a bidder who may finance no more", async () => {
    const ledger = await loadFixture(hearing);
    const { financier } = ledger;
    await bids(ledger);
    await expire(ledger, financier, PartyRole.FINANCIER);
    await expectRefusal(accepts(ledger, FLOOR), "NotAFinancier", financier.address);
  });

  async function bidsOnAnother(ledger: WithClaim): Promise<void> {
    await asks(ledger, { units: 10n, price: FLOOR });
    await bids(ledger, { ask: 2n, units: 10n });
  }
});

describe("Market.counter", () => {
  const COUNTER = 58_000n;
  const counters = async (ledger: WithClaim, price = COUNTER, expiry?: bigint) =>
    ledger.supplier.acts(ledger.market.call("counter", BID, price, expiry ?? (await now()) + DAY));

  it("names the seller's price to one bidder, who accepts it", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier } = ledger;
    await bids(ledger);
    const expiry = (await now()) + DAY;
    const receipt = await counters(ledger, COUNTER, expiry);
    expect(market.events(receipt, "BidCountered")).to.deep.equal([{ bid: BID, ask: ASK, price: COUNTER, expiry }]);
    await expectRefusal(accepts(ledger, FLOOR, financier), "PriceChanged", BID, FLOOR, COUNTER);
    await accepts(ledger, COUNTER, financier);
    expect(await euroOf(ledger, ledger.supplier)).to.equal(COUNTER);
    expect(await unitsOf(ledger, financier, ledger.id)).to.equal(UNITS);
  });

  it("replaces the counter-offer before it, and leaves the bid as it was", async () => {
    const ledger = await loadFixture(hearing);
    await bids(ledger);
    await counters(ledger);
    await counters(ledger, COUNTER - 1n);
    await expectRefusal(accepts(ledger, COUNTER, ledger.financier), "PriceChanged", BID, COUNTER, COUNTER - 1n);
    await accepts(ledger, FLOOR);
  });

  it("is over after its own last second", async () => {
    const ledger = await loadFixture(hearing);
    await bids(ledger);
    const expiry = (await now()) + 100n;
    await counters(ledger, COUNTER, expiry);
    await nextBlockAt(expiry + 1n);
    await expectRefusal(accepts(ledger, COUNTER, ledger.financier), "BidExpired", BID, expiry);
  });

  it("refuses others than the seller, no price, and one that is over", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier, supplier } = ledger;
    await bids(ledger);
    const act = financier.acts(market.call("counter", BID, COUNTER, (await now()) + DAY));
    await expectRefusal(act, "NotSeller", financier.address, supplier.address);
    await expectRefusal(counters(ledger, 0n), "ZeroPrice");
    const past = (await now()) - 1n;
    await expectRefusal(counters(ledger, COUNTER, past), "BidAlreadyExpired", past);
    const next = (await now()) + 10n;
    await nextBlockAt(next);
    await counters(ledger, COUNTER, next);
  });
});

describe("Market.withdrawBid", () => {
  it("takes a bid back for good", async () => {
    const ledger = await loadFixture(hearing);
    const { market, financier } = ledger;
    await bids(ledger);
    const receipt = await financier.acts(market.call("withdrawBid", BID));
    expect(market.events(receipt, "BidWithdrawn")).to.deep.equal([{ bid: BID, ask: ASK }]);
    await expectRefusal(accepts(ledger, FLOOR), "BidNotOpen", BID, BidStatus.WITHDRAWN);
  });

  it("refuses anybody but the bidder, and a bid that does not exist", async () => {
    const ledger = await loadFixture(hearing);
    const { market, supplier, financier } = ledger;
    await bids(ledger);
    const act = supplier.acts(market.call("withdrawBid", BID));
    await expectRefusal(act, "NotBidder", supplier.address, financier.address);
    await expectRefusal(financier.acts(market.call("withdrawBid", 9n)), "BidNotOpen", 9n, BidStatus.NONE);
  });
});
