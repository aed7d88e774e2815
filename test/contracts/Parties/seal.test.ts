import { expect } from "chai";
import { ZeroHash } from "ethers";

import { deployCallee } from "../support/callees.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

async function withContract() {
  return { ...(await deployLedger()), contract: await deployCallee("counter") };
}

describe("Parties.seal", () => {
  it("makes a contract part of the system, which is no party", async () => {
    const { parties, governor, contract } = await loadFixture(withContract);
    expect(await parties.flag("isSealed", contract)).to.be.false;
    const receipt = await governor.acts(parties.call("seal", contract));
    expect(parties.events(receipt, "SystemSealed")).to.deep.equal([{ system: contract }]);
    expect(await parties.flag("isSealed", contract)).to.be.true;
    expect(await parties.flag("isAccount", contract)).to.be.false;
    const party = { entity: ZeroHash, roles: 0n, country: "0x0000", validUntil: 0n, frozen: false, sealed_: true };
    expect(await parties.struct("party", contract)).to.deep.equal(party);
  });

  it("is the governor's alone", async () => {
    const { parties, guardian, registrar, enforcer, contract } = await loadFixture(withContract);
    for (const party of [guardian, registrar, enforcer]) {
      await expectRefusal(party.acts(parties.call("seal", contract)), "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses what is sealed, and an account of a party", async () => {
    const { parties, governor, receivables, supplier } = await loadFixture(withContract);
    for (const address of [receivables.address, supplier.address]) {
      await expectRefusal(governor.acts(parties.call("seal", address)), "AlreadySealed", address);
    }
  });

  it("refuses an address without code", async () => {
    const { parties, governor } = await loadFixture(withContract);
    await expectRefusal(governor.acts(parties.call("seal", outsider(5))), "NotAContract", outsider(5));
  });
});
