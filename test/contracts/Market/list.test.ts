import { expect } from "chai";

import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

describe("Market.list", () => {
  it("opens the market to a claim contract, and says so", async () => {
    const { governor, euro, loans, market } = await loadFixture(deployLedger);
    expect(await market.flag("isListed", euro.address)).to.equal(false);
    const receipt = await governor.acts(market.call("list", euro.address, loans.address));
    expect(market.events(receipt, "TokenListed")).to.deep.equal([{ token: euro.address, loans: loans.address }]);
    expect(await market.flag("isListed", euro.address)).to.equal(true);
    expect(await market.text("loansOf", euro.address)).to.equal(loans.address);
  });

  it("is the governor's to decide", async () => {
    const { supplier, euro, loans, market } = await loadFixture(deployLedger);
    const act = supplier.acts(market.call("list", euro.address, loans.address));
    await expectRefusal(act, "AccessManagedUnauthorized", supplier.address);
  });
});
