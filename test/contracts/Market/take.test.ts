import { expect } from "chai";
import { toBeHex } from "ethers";

import { expire, freeze, freezeUnits, newcomer, pause } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, euroOf, give, pay, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { FUNDS, PartyRole } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";
import { ASK, AskStatus, PRICE, UNITS, askOf, asks, forSale, takes } from "./sale.ts";

/** Where units and money are, and how much of the ask is left. */
async function positions(ledger: WithClaim) {
  const { supplier, financier, id } = ledger;
  return {
    sellerUnits: await unitsOf(ledger, supplier, id),
    buyerUnits: await unitsOf(ledger, financier, id),
    sellerCash: await euroOf(ledger, supplier),
    buyerCash: await euroOf(ledger, financier),
    filled: (await askOf(ledger)).filled,
  };
}

/** Fails unless the act is refused so and neither leg of the match moved. */
async function expectNoMatch(ledger: WithClaim, act: () => Promise<unknown>, name: string, ...args: unknown[]) {
  const before = await positions(ledger);
  await expectRefusal(act(), name, ...args);
  expect(await positions(ledger)).to.deep.equal(before);
}

describe("Market.take", () => {
  it("moves units against cash in one step", async () => {
    const ledger = await loadFixture(forSale);
    const { id, supplier, financier, market, receivables } = ledger;
    const signed = await financier.signs([market.call("take", ASK, UNITS, PRICE)]);
    const receipt = await financier.submits(signed);
    expect(await positions(ledger)).to.deep.equal({
      sellerUnits: FACE - UNITS,
      buyerUnits: UNITS,
      sellerCash: PRICE,
      buyerCash: FUNDS - PRICE,
      filled: UNITS,
    });
    const buyer = financier.address;
    expect(market.events(receipt, "AskTaken")).to.deep.equal([
      { ask: ASK, buyer, id, units: UNITS, paid: PRICE, filled: UNITS },
    ]);
    const transferred = { id, seq: 3n, intent: signed.intent.id, from: supplier.address, to: buyer, units: UNITS };
    expect(receivables.events(receipt, "Transferred")).to.deep.equal([
      { ...transferred, reference_: toBeHex(ASK, 32) },
    ]);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
  });

  it("leaves the rest of the ask open after a part of it was taken", async () => {
    const ledger = await loadFixture(forSale);
    await takes(ledger, 1n);
    expect(await askOf(ledger)).to.include({ status: AskStatus.OPEN, filled: 1n });
    const { address } = ledger.financier;
    await expectNoMatch(ledger, () => takes(ledger, UNITS), "NotEnoughUnits", ASK, UNITS, UNITS - 1n);
    await takes(ledger, UNITS - 1n);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
    expect(await ledger.receivables.uint("balanceOf", address, ledger.id)).to.equal(UNITS);
  });

  for (const parts of [
    [1n, UNITS - 1n],
    [UNITS - 1n, 1n],
    [19_999n, 20_001n, 20_000n],
    [7n, 11n, 13n, 17n, 59_952n],
  ]) {
    it(`charges the whole price exactly when taken as ${parts.join(" + ")}`, async () => {
      const ledger = await loadFixture(forSale);
      let filled = 0n;
      let charged = 0n;
      for (const units of parts) {
        filled += units;
        // ceil(price x filled / units), less what was charged before
        const total = (PRICE * filled + UNITS - 1n) / UNITS;
        expect(await ledger.market.uint("priceOf", ASK, units)).to.equal(total - charged);
        await takes(ledger, units);
        charged = total;
        expect(await euroOf(ledger, ledger.supplier)).to.equal(charged);
      }
      expect(charged).to.equal(PRICE);
    });
  }

  it("gives units away when the price is nothing, to a buyer without cash too", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const poor = await newcomer(ledger, "poor", PartyRole.FINANCIER);
    await asks(ledger, { price: 0n });
    const receipt = await poor.acts(ledger.market.call("take", ASK, UNITS, 0n));
    expect(await unitsOf(ledger, poor, ledger.id)).to.equal(UNITS);
    expect(ledger.euro.events(receipt, "Transfer")).to.deep.equal([]);
  });

  it("refuses a price above the buyer's limit", async () => {
    const ledger = await loadFixture(forSale);
    await expectNoMatch(ledger, () => takes(ledger, UNITS, PRICE - 1n), "PriceAboveLimit", ASK, PRICE, PRICE - 1n);
  });

  it("can be taken in the last second of the ask, and not after it", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const expiry = (await now()) + DAY / 2n;
    await asks(ledger, { expiry });
    await nextBlockAt(expiry);
    await takes(ledger, 1n);
    await nextBlockAt(expiry + 1n);
    await expectNoMatch(ledger, () => takes(ledger, 1n), "AskExpired", ASK, expiry);
  });

  it("refuses a financier that the ask does not name, and serves one that it names", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { financier } = ledger;
    const other = await newcomer(ledger, "other financier", PartyRole.FINANCIER);
    await asks(ledger, { buyers: [other.address, financier.address], price: 0n });
    await takes(ledger, 1n, 0n, other);
    await takes(ledger, 1n, 0n, financier);
    const unnamed = await newcomer(ledger, "unnamed financier", PartyRole.FINANCIER);
    const act = () => takes(ledger, 1n, 0n, unnamed);
    await expectNoMatch(ledger, act, "NotAllowedBuyer", ASK, unnamed.address);
  });

  it("refuses a claim on which something was paid since", async () => {
    const ledger = await loadFixture(forSale);
    await pay(ledger, ledger.id, 1n);
    await expectNoMatch(ledger, () => takes(ledger), "ClaimChanged", ASK, 0n, 1n);
  });

  it("refuses a claim that was paid off since", async () => {
    const ledger = await loadFixture(forSale);
    await pay(ledger, ledger.id, FACE);
    await expectNoMatch(ledger, () => takes(ledger), "ClaimChanged", ASK, 0n, 1n);
  });

  it("refuses an ask that does not exist, that was cancelled, or that is taken", async () => {
    const ledger = await loadFixture(forSale);
    const { financier, supplier, market } = ledger;
    const none = financier.acts(market.call("take", 9n, 1n, 1n));
    await expectRefusal(none, "AskNotOpen", 9n, AskStatus.NONE);
    await asks(ledger);
    await supplier.acts(market.call("cancel", 2n));
    const cancelled = financier.acts(market.call("take", 2n, 1n, 1n));
    await expectRefusal(cancelled, "AskNotOpen", 2n, AskStatus.CLOSED);
    await takes(ledger);
    await expectNoMatch(ledger, () => takes(ledger, 1n), "AskNotOpen", ASK, AskStatus.CLOSED);
  });

  it("moves nothing when the seller's units went elsewhere meanwhile", async () => {
    const ledger = await loadFixture(forSale);
    const { id, supplier, subSupplier } = ledger;
    const left = UNITS - 1n;
    await give(ledger, id, supplier, subSupplier, FACE - left);
    const { address } = supplier;
    await expectNoMatch(ledger, () => takes(ledger), "ERC1155InsufficientBalance", address, left, UNITS, id);
    await takes(ledger, left);
  });

  it("moves nothing when the seller's units are frozen", async () => {
    const ledger = await loadFixture(forSale);
    const { id, supplier } = ledger;
    await freezeUnits(ledger, id, supplier, FACE);
    const refused = ["ERC7943InsufficientUnfrozenBalance", supplier.address, id, UNITS, 0n] as const;
    await expectNoMatch(ledger, () => takes(ledger), ...refused);
  });

  it("moves nothing when the buyer has no cash", async () => {
    const ledger = await loadFixture(forSale);
    const poor = await newcomer(ledger, "poor", PartyRole.FINANCIER);
    const refused = ["ERC20InsufficientBalance", poor.address, 0n, PRICE] as const;
    await expectNoMatch(ledger, () => takes(ledger, UNITS, PRICE, poor), ...refused);
    expect(await unitsOf(ledger, poor, ledger.id)).to.equal(0n);
  });

  it("refuses the seller itself", async () => {
    const ledger = await loadFixture(forSale);
    const { supplier } = ledger;
    await expectNoMatch(ledger, () => takes(ledger, 1n, PRICE, supplier), "OwnAsk", supplier.address);
  });

  it("refuses who is not a financier, a stranger included", async () => {
    const ledger = await loadFixture(forSale);
    const { subSupplier, market } = ledger;
    const act = () => takes(ledger, 1n, PRICE, subSupplier);
    await expectNoMatch(ledger, act, "NotAFinancier", subSupplier.address);
    const stranger = () => sendAs(outsider(5), market.call("take", ASK, 1n, PRICE));
    await expectNoMatch(ledger, stranger, "NotAFinancier", outsider(5));
  });

  it("refuses a frozen financier, and one whose check has expired", async () => {
    const ledger = await loadFixture(forSale);
    const { financier } = ledger;
    await freeze(ledger, financier);
    await expectNoMatch(ledger, () => takes(ledger), "NotAFinancier", financier.address);
    const other = await newcomer(ledger, "expired financier", PartyRole.FINANCIER);
    await expire(ledger, other, PartyRole.FINANCIER);
    await expectNoMatch(ledger, () => takes(ledger, 1n, PRICE, other), "NotAFinancier", other.address);
  });

  it("moves nothing when the seller is frozen", async () => {
    const ledger = await loadFixture(forSale);
    await freeze(ledger, ledger.supplier);
    await expectNoMatch(ledger, () => takes(ledger), "CannotReceive", ledger.supplier.address);
  });

  it("refuses no units", async () => {
    const ledger = await loadFixture(forSale);
    await expectNoMatch(ledger, () => takes(ledger, 0n), "ZeroUnits");
  });

  it("is stopped by a pause of the claims", async () => {
    const ledger = await loadFixture(forSale);
    await pause(ledger);
    await expectNoMatch(ledger, () => takes(ledger), "Paused");
  });
});
