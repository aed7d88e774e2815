import { expect } from "chai";

import { newcomer } from "../ClaimToken/standing.ts";
import { acknowledgedClaim, pay, registeredClaim, settledClaim, unitsOf } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { EUR, PartyRole } from "../support/ledger.ts";
import { DAY, loadFixture, nextBlockAt, now, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";
import { ASK, AskStatus, PRICE, UNITS, askOf, asks, offer } from "./sale.ts";

describe("Market.ask", () => {
  it("offers units and leaves them with the seller", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, market, receivables } = ledger;
    const given = await offer(ledger);
    const receipt = await supplier.acts(market.call("ask", given));
    expect(await askOf(ledger)).to.deep.equal({
      seller: supplier.address,
      expiry: given.expiry,
      version: 0n,
      status: AskStatus.OPEN,
      named: false,
      limited: false,
      token: receivables.address,
      units: UNITS,
      filled: 0n,
      price: PRICE,
      deadline: 0n,
      id,
    });
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE);
    const [asked] = market.events(receipt, "Asked");
    expect(asked).to.include({ ask: ASK, seller: supplier.address, id, currency: EUR, version: 0n });
    const { token, units, price, floor, deadline, expiry, buyers } = given;
    expect(asked?.["offer"]).to.deep.equal([token, id, units, price, floor, deadline, expiry, buyers]);
  });

  it("numbers asks from one", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await asks(ledger);
    const receipt = await asks(ledger);
    expect(ledger.market.events(receipt, "Asked").map(({ ask }) => ask)).to.deep.equal([2n]);
  });

  it("binds the version that the claim has by then", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await pay(ledger, ledger.id, 1n);
    await pay(ledger, ledger.id, 1n);
    await asks(ledger);
    expect((await askOf(ledger)).version).to.equal(2n);
  });

  it("names the buyers that may take it, or nobody in particular", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { market, financier, buyer } = ledger;
    await asks(ledger, { buyers: [financier.address] });
    expect((await askOf(ledger)).named).to.equal(true);
    expect(await market.flag("isBuyer", ASK, financier.address)).to.equal(true);
    expect(await market.flag("isBuyer", ASK, buyer.address)).to.equal(false);
    await asks(ledger);
    expect(await market.flag("isBuyer", 2n, buyer.address)).to.equal(true);
  });

  it("lets whoever bought units offer them on", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, receivables } = ledger;
    const reseller = await newcomer(ledger, "reseller", PartyRole.FINANCIER);
    await supplier.acts(receivables.call("assign", id, reseller.address, 10n, `0x${"00".repeat(32)}`));
    await asks(ledger, { units: 10n }, reseller);
    expect((await askOf(ledger)).seller).to.equal(reseller.address);
  });

  it("refuses a claim contract that the market does not list", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const token = ledger.euro.address;
    await expectRefusal(asks(ledger, { token }), "UnknownToken", token);
  });

  it("refuses no units, and more than the caller holds", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(asks(ledger, { units: 0n }), "ZeroUnits");
    const { address } = ledger.supplier;
    await expectRefusal(asks(ledger, { units: FACE + 1n }), "InsufficientUnits", address, FACE + 1n, FACE);
    await asks(ledger, { units: FACE });
  });

  it("refuses somebody who holds nothing, a stranger included", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { market, subSupplier } = ledger;
    await expectRefusal(asks(ledger, {}, subSupplier), "InsufficientUnits", subSupplier.address, UNITS, 0n);
    const act = sendAs(outsider(5), market.call("ask", await offer(ledger)));
    await expectRefusal(act, "InsufficientUnits", outsider(5), UNITS, 0n);
  });

  it("refuses an ask that is over already, and takes one that ends this very second", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const then = (await now()) + DAY / 2n;
    await nextBlockAt(then);
    await expectRefusal(asks(ledger, { expiry: then - 1n }), "AskAlreadyExpired", then - 1n);
    const later = then + 100n;
    await nextBlockAt(later);
    await asks(ledger, { expiry: later });
  });

  it("refuses a claim that nobody acknowledged", async () => {
    const ledger = await loadFixture(registeredClaim);
    await expectRefusal(asks(ledger), "NotSaleable", ledger.id);
  });

  it("refuses a claim that is settled, and one that does not exist", async () => {
    const ledger = await loadFixture(settledClaim);
    await expectRefusal(asks(ledger), "NotSaleable", ledger.id);
    await expectRefusal(asks(ledger, { id: 7n }), "NotSaleable", 7n);
  });
});
