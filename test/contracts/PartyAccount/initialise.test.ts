import { expect } from "chai";

import { at } from "../support/deployed.ts";
import { deployLedger } from "../support/ledger.ts";
import { RELAYER, loadFixture } from "../support/network.ts";
import { Custody, Key } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { send, sendAs } from "../support/transactions.ts";

const INTRUDER = [{ key: new Key("an intruder").address, custody: Custody.EXTERNAL }];

describe("PartyAccount.initialise", () => {
  it("is done once an account is admitted, with its first signers", async () => {
    const { buyer, parties, network } = await loadFixture(deployLedger);
    expect(await buyer.account.uint("epoch")).to.equal(1n);
    expect(await buyer.account.uint("sequence")).to.equal(1n);
    expect(await buyer.account.uint("threshold")).to.equal(2n);
    for (const { address } of buyer.keys) {
      expect(await buyer.account.uint("custodyOf", address)).to.equal(Custody.EXTERNAL);
    }
    expect(await buyer.account.text("parties")).to.equal(parties.address);
    expect(await buyer.account.text("network")).to.equal(network);
  });

  it("refuses anybody but Parties, the account included", async () => {
    const { buyer } = await loadFixture(deployLedger);
    const call = buyer.account.call("initialise", INTRUDER, 1);
    await expectRefusal(send(call), "OnlyParties", RELAYER);
    await expectRefusal(buyer.actsDirectly(call), "OnlyParties", buyer.address);
  });

  it("refuses even Parties the second time", async () => {
    const { buyer, parties } = await loadFixture(deployLedger);
    const call = buyer.account.call("initialise", INTRUDER, 1);
    await expectRefusal(sendAs(parties.address, call), "AlreadyInitialised");
    expect(await buyer.account.uint("custodyOf", INTRUDER[0]?.key)).to.equal(Custody.NONE);
  });

  it("refuses the implementation that accounts delegate to, even to Parties", async () => {
    const { parties } = await loadFixture(deployLedger);
    const implementation = await at("PartyAccount", await parties.text("accountImplementation"));
    const call = implementation.call("initialise", INTRUDER, 1);
    await expectRefusal(send(call), "OnlyParties", RELAYER);
    await expectRefusal(sendAs(parties.address, call), "AlreadyInitialised");
  });
});
