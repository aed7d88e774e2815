import { expect } from "chai";

import { expire } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, euroOf, give, pay, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { EUR, PartyRole } from "../support/ledger.ts";
import { DAY, RELAYER, loadFixture, nextBlockAt, now, wait } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";
import { BidStatus, FLOOR, Hindrance, bidOf, bids, funded, round, roundOffer } from "./bidding.ts";
import { ASK, AskStatus, PRICE, UNITS, askOf, asks } from "./sale.ts";

const NOBODY = 0n;

/** Lets the deadline pass. */
async function ends(ledger: WithClaim): Promise<void> {
  const { deadline } = await askOf(ledger);
  await nextBlockAt(deadline + 1n);
}

const closes = ({ market }: WithClaim) => sendAs(RELAYER, market.call("close", ASK));

async function bidders(ledger: WithClaim, prices: readonly bigint[]): Promise<Party[]> {
  const parties: Party[] = [];
  for (const [at, price] of prices.entries()) {
    const by = await funded(ledger, `bidder ${String(at)}`, PRICE);
    await bids(ledger, { by, price });
    parties.push(by);
  }
  return parties;
}

describe("A round", () => {
  it("is an ask with a deadline before its expiry, and without a price", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { market, supplier } = ledger;
    const opens = async (given: object) => supplier.acts(market.call("ask", await roundOffer(ledger, given)));
    const past = (await now()) - 1n;
    const late = (await now()) + 8n * DAY;
    const { expiry } = await roundOffer(ledger);
    await expectRefusal(opens({ deadline: past }), "BadDeadline", past, expiry);
    await expectRefusal(opens({ deadline: late, expiry: late }), "BadDeadline", late, late);
    await expectRefusal(opens({ price: 1n }), "PriceInRound", 1n);
  });

  it("sells to the highest bid after its deadline, whoever closes it", async () => {
    const ledger = await loadFixture(round);
    const { market, supplier, id } = ledger;
    const [, winner] = await bidders(ledger, [FLOOR, FLOOR + 20n, FLOOR + 10n]);
    expect(await market.uint("bestBid", ASK)).to.equal(2n);
    await ends(ledger);
    const receipt = await closes(ledger);
    expect(market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: 2n }]);
    expect(market.events(receipt, "BidAccepted")[0]).to.include({ bid: 2n, paid: FLOOR + 20n, units: UNITS });
    expect(await euroOf(ledger, supplier)).to.equal(FLOOR + 20n);
    expect(winner && (await unitsOf(ledger, winner, id))).to.equal(UNITS);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
    await expectRefusal(closes(ledger), "AskNotOpen", ASK, AskStatus.CLOSED);
  });

  it("prefers the earliest among equals, whatever was withdrawn in between", async () => {
    const ledger = await loadFixture(round);
    const { market } = ledger;
    const [first] = await bidders(ledger, [FLOOR + 9n, FLOOR + 5n, FLOOR + 5n, FLOOR + 5n]);
    // The last entry takes the place of the first.
    await first?.acts(market.call("withdrawBid", 1n));
    await ends(ledger);
    const receipt = await closes(ledger);
    expect(market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: 2n }]);
  });

  it("passes over whoever cannot pay, may not finance or has set itself a limit, and says why", async () => {
    const ledger = await loadFixture(round);
    const { market, euro, supplier, buyer, id, financier } = ledger;
    const [spent, expired, limited, winner] = await bidders(ledger, [FLOOR + 4n, FLOOR + 3n, FLOOR + 2n, FLOOR + 1n]);
    if (!spent || !expired || !limited || !winner) throw new Error("four bid");
    await bids(ledger, { by: financier, price: FLOOR });
    await spent.acts(euro.call("transfer", supplier.address, PRICE - FLOOR));
    await limited.acts(market.call("setLimit", 1, buyer.address, EUR, UNITS - 1n));
    await expire(ledger, expired, PartyRole.FINANCIER);
    await ends(ledger);
    const receipt = await closes(ledger);
    expect(market.events(receipt, "BidPassed")).to.deep.equal([
      { bid: 1n, ask: ASK, hindrance: Hindrance.SHORT_OF_CASH },
      { bid: 2n, ask: ASK, hindrance: Hindrance.NOT_ENTITLED },
      { bid: 3n, ask: ASK, hindrance: Hindrance.ABOVE_LIMIT },
    ]);
    expect(market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: 4n }]);
    expect(await unitsOf(ledger, winner, id)).to.equal(UNITS);
    expect((await bidOf(ledger, 1n)).status).to.equal(BidStatus.PASSED);
    expect((await bidOf(ledger, 5n)).status).to.equal(BidStatus.OPEN);
  });

  it("passes over who would exceed its limit on the seller, and not who stays within its limits", async () => {
    const ledger = await loadFixture(round);
    const { market, buyer, supplier } = ledger;
    const [limited, careful] = await bidders(ledger, [FLOOR + 2n, FLOOR + 1n, FLOOR]);
    await limited?.acts(market.call("setLimit", 0, supplier.address, EUR, UNITS - 1n));
    await careful?.acts(market.call("setLimit", 0, supplier.address, EUR, UNITS));
    await careful?.acts(market.call("setLimit", 1, buyer.address, EUR, UNITS));
    await ends(ledger);
    const receipt = await closes(ledger);
    const passed = { bid: 1n, ask: ASK, hindrance: Hindrance.ABOVE_LIMIT };
    expect(market.events(receipt, "BidPassed")).to.deep.equal([passed]);
    expect(market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: 2n }]);
  });

  it("ends without a sale when nobody bid, or nobody can pay", async () => {
    const ledger = await loadFixture(round);
    const poor = await funded(ledger, "poor", FLOOR - 1n);
    await bids(ledger, { by: poor });
    await ends(ledger);
    const receipt = await closes(ledger);
    expect(ledger.market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: NOBODY }]);
    expect(await unitsOf(ledger, ledger.supplier, ledger.id)).to.equal(FACE);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
  });

  it("says that there is no best bid where there is none", async () => {
    const ledger = await loadFixture(round);
    expect(await ledger.market.uint("bestBid", ASK)).to.equal(NOBODY);
  });

  it("cannot be closed before its deadline, nor after its expiry", async () => {
    const ledger = await loadFixture(round);
    const { deadline, expiry } = await askOf(ledger);
    await bidders(ledger, [FLOOR]);
    await nextBlockAt(deadline);
    await expectRefusal(closes(ledger), "RoundOpen", ASK, deadline);
    await nextBlockAt(expiry + 1n);
    await expectRefusal(closes(ledger), "AskExpired", ASK, expiry);
  });

  it("sells nothing but by its close", async () => {
    const ledger = await loadFixture(round);
    const { supplier, financier, market } = ledger;
    await bidders(ledger, [FLOOR]);
    await expectRefusal(financier.acts(market.call("take", ASK, 1n, PRICE)), "IsRound", ASK);
    await expectRefusal(supplier.acts(market.call("accept", 1n, FLOOR)), "IsRound", ASK);
    await expectRefusal(supplier.acts(market.call("counter", 1n, PRICE, (await now()) + DAY)), "IsRound", ASK);
    await asks(ledger);
    await expectRefusal(sendAs(RELAYER, market.call("close", 2n)), "NotARound", 2n);
  });

  it("is void when the claim has changed", async () => {
    const ledger = await loadFixture(round);
    await bidders(ledger, [FLOOR]);
    await pay(ledger, ledger.id, 1n);
    await ends(ledger);
    await expectRefusal(closes(ledger), "ClaimChanged", ASK, 0n, 1n);
  });

  it("moves nothing when the seller has not kept its units, and costs the best bidder nothing", async () => {
    const ledger = await loadFixture(round);
    const { supplier, subSupplier, id } = ledger;
    const [bidder] = await bidders(ledger, [FLOOR]);
    await give(ledger, id, supplier, subSupplier, FACE);
    await ends(ledger);
    await expectRefusal(closes(ledger), "ERC1155InsufficientBalance", supplier.address, 0n, UNITS, id);
    expect(bidder && (await euroOf(ledger, bidder))).to.equal(PRICE);
  });

  it("hears whole bids only, from its floor on, that stand until it cannot be closed any more", async () => {
    const ledger = await loadFixture(round);
    const { deadline, expiry } = await askOf(ledger);
    await expectRefusal(bids(ledger, { units: UNITS - 1n }), "NotWholeRound", ASK, UNITS - 1n, UNITS);
    await expectRefusal(bids(ledger, { price: FLOOR - 1n }), "BelowFloor", ASK, FLOOR - 1n, FLOOR);
    await expectRefusal(bids(ledger, { expiry: expiry - 1n }), "BidTooShort", expiry - 1n, expiry);
    await bids(ledger, { expiry });
    await nextBlockAt(deadline + 1n);
    await expectRefusal(bids(ledger), "RoundOver", ASK, deadline);
  });

  it("keeps one bid of each bidder, the last", async () => {
    const ledger = await loadFixture(round);
    const { market } = ledger;
    await bids(ledger, { price: FLOOR + 7n });
    await bids(ledger, { price: FLOOR + 1n });
    expect((await bidOf(ledger, 1n)).status).to.equal(BidStatus.WITHDRAWN);
    const [entries] = (await market.read("bidsIn", ASK)) as unknown as [bigint[]];
    expect([...entries]).to.deep.equal([2n]);
    await ends(ledger);
    expect(market.events(await closes(ledger), "BidAccepted")[0]).to.include({ paid: FLOOR + 1n });
  });

  it("binds bidders and seller from its deadline to its expiry", async () => {
    const ledger = await loadFixture(round);
    const { market, financier, supplier } = ledger;
    const { deadline, expiry } = await askOf(ledger);
    const [early] = await bidders(ledger, [FLOOR]);
    await bids(ledger);
    await nextBlockAt(deadline);
    await early?.acts(market.call("withdrawBid", 1n));
    await nextBlockAt(deadline + 1n);
    await expectRefusal(financier.acts(market.call("withdrawBid", 2n)), "RoundOver", ASK, deadline);
    await expectRefusal(supplier.acts(market.call("cancel", ASK)), "RoundOver", ASK, deadline);
    await wait(expiry - deadline);
    await financier.acts(market.call("withdrawBid", 2n));
    await supplier.acts(market.call("cancel", ASK));
  });

  it("can be called off by the seller while it hears bids", async () => {
    const ledger = await loadFixture(round);
    await bids(ledger);
    await ledger.supplier.acts(ledger.market.call("cancel", ASK));
    await ends(ledger);
    await expectRefusal(closes(ledger), "AskNotOpen", ASK, AskStatus.CLOSED);
  });

  it("has place for 64 bidders, and closes with as many", async function () {
    this.timeout(120_000);
    const ledger = await loadFixture(round);
    const { market } = ledger;
    for (let at = 0; at < 64; at += 1)
      await bids(ledger, { by: await funded(ledger, `one of many ${String(at)}`, 0n) });
    await expectRefusal(bids(ledger), "RoundFull", ASK, 64n);
    await ends(ledger);
    const receipt = await closes(ledger);
    expect(market.events(receipt, "BidPassed").length).to.equal(64);
    expect(market.events(receipt, "RoundClosed")).to.deep.equal([{ ask: ASK, winner: NOBODY }]);
    expect(receipt.gasUsed < 8_000_000n).to.equal(true);
  });
});
