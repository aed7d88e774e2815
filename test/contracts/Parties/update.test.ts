import { expect } from "chai";
import { id } from "ethers";

import { PartyRole, deployLedger } from "../support/ledger.ts";
import { DAY, loadFixture, now, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

describe("Parties.update", () => {
  it("replaces roles and validity and keeps entity, country and number", async () => {
    const { parties, registrar, supplier } = await loadFixture(deployLedger);
    const validUntil = (await now()) + 30n * DAY;
    const roles = PartyRole.ENTERPRISE | PartyRole.FINANCIER;
    const receipt = await registrar.acts(parties.call("update", supplier.address, roles, validUntil));
    const updated = { account: supplier.address, roles, validUntil };
    expect(parties.events(receipt, "PartyUpdated")).to.deep.equal([updated]);
    const party = { entity: supplier.entity, roles, country: "0x4445", validUntil, frozen: false, sealed_: false };
    expect(await parties.struct("party", supplier.address)).to.deep.equal(party);
    expect(await parties.text("accountAt", 7)).to.equal(supplier.address);
    expect(await parties.flag("isAccount", supplier.address)).to.be.true;
  });

  it("takes a role away", async () => {
    const { parties, registrar, supplier } = await loadFixture(deployLedger);
    await registrar.acts(parties.call("update", supplier.address, 0, (await now()) + DAY));
    expect(await parties.flag("hasRoles", supplier.address, PartyRole.ENTERPRISE)).to.be.false;
    expect(await parties.flag("isAccount", supplier.address)).to.be.true;
  });

  it("does not thaw a frozen party", async () => {
    const { parties, registrar, enforcer, supplier } = await loadFixture(deployLedger);
    await enforcer.acts(parties.call("freeze", supplier.address, id("an order")));
    await registrar.acts(parties.call("update", supplier.address, PartyRole.ENTERPRISE, (await now()) + DAY));
    expect(await parties.struct("party", supplier.address)).to.include({ frozen: true });
    expect(await parties.flag("canSend", supplier.address)).to.be.false;
  });

  it("is the registrar's alone", async () => {
    const { parties, governor, enforcer, supplier } = await loadFixture(deployLedger);
    const call = parties.call("update", supplier.address, PartyRole.FINANCIER, (await now()) + DAY);
    for (const party of [governor, enforcer, supplier]) {
      await expectRefusal(party.acts(call), "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses what is not an account, a system contract included", async () => {
    const { parties, registrar, receivables } = await loadFixture(deployLedger);
    for (const address of [outsider(5), receivables.address]) {
      const call = parties.call("update", address, PartyRole.FINANCIER, (await now()) + DAY);
      await expectRefusal(registrar.acts(call), "NotAnAccount", address);
    }
  });

  it("refuses an empty validity", async () => {
    const { parties, registrar, supplier } = await loadFixture(deployLedger);
    const call = parties.call("update", supplier.address, PartyRole.ENTERPRISE, 0);
    await expectRefusal(registrar.acts(call), "EmptyAdmission", supplier.entity);
  });
});
