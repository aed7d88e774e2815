import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { euroOf } from "../support/claims.ts";
import { FUNDS, deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

describe("Cash.transferFrom, from or to nobody", () => {
  it("destroys no deposit: only a payout by two keys does", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, financier, euro } = ledger;
    const supply = await euro.uint("totalSupply");
    for (const spender of [buyer, financier]) {
      await buyer.acts(euro.call("approve", spender.address, 10n));
      const act = spender.acts(euro.call("transferFrom", buyer.address, ZeroAddress, 10n));
      await expectRefusal(act, "ERC20InvalidReceiver", ZeroAddress);
    }
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS);
    expect(await euro.uint("totalSupply")).to.equal(supply);
  });

  it("creates none, not even for a system contract, which needs no allowance", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, euro, market, receivables } = ledger;
    const supply = await euro.uint("totalSupply");
    for (const [system, to] of [
      [market, supplier],
      [receivables, receivables],
    ] as const) {
      const act = sendAs(system.address, euro.call("transferFrom", ZeroAddress, to.address, 10n));
      await expectRefusal(act, "ERC20InvalidSender", ZeroAddress);
    }
    expect(await euro.uint("totalSupply")).to.equal(supply);
  });
});
