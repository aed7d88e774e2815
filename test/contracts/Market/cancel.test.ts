import { expect } from "chai";

import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { ASK, AskStatus, UNITS, askOf, forSale, takes } from "./sale.ts";

describe("Market.cancel", () => {
  it("closes an ask for good", async () => {
    const ledger = await loadFixture(forSale);
    const { supplier, market } = ledger;
    const receipt = await supplier.acts(market.call("cancel", ASK));
    expect(market.events(receipt, "AskCancelled")).to.deep.equal([{ ask: ASK }]);
    expect((await askOf(ledger)).status).to.equal(AskStatus.CLOSED);
    await expectRefusal(supplier.acts(market.call("cancel", ASK)), "AskNotOpen", ASK, AskStatus.CLOSED);
  });

  it("leaves what was taken before with its buyer", async () => {
    const ledger = await loadFixture(forSale);
    const { supplier, financier, market, receivables, id } = ledger;
    await takes(ledger, 10n);
    await supplier.acts(market.call("cancel", ASK));
    expect(await receivables.uint("balanceOf", financier.address, id)).to.equal(10n);
    await expectRefusal(takes(ledger, 1n), "AskNotOpen", ASK, AskStatus.CLOSED);
  });

  it("refuses anybody but the seller, the operator's roles included", async () => {
    const ledger = await loadFixture(forSale);
    const { supplier, financier, governor, market } = ledger;
    for (const party of [financier, governor]) {
      const act = party.acts(market.call("cancel", ASK));
      await expectRefusal(act, "NotSeller", party.address, supplier.address);
    }
  });

  it("refuses an ask that is taken in full, and one that does not exist", async () => {
    const ledger = await loadFixture(forSale);
    const { supplier, market } = ledger;
    await takes(ledger, UNITS);
    await expectRefusal(supplier.acts(market.call("cancel", ASK)), "AskNotOpen", ASK, AskStatus.CLOSED);
    await expectRefusal(supplier.acts(market.call("cancel", 9n)), "AskNotOpen", 9n, AskStatus.NONE);
  });
});
