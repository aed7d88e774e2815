import { expect } from "chai";
import { ZeroHash, id } from "ethers";

import { PartyRole, deployLedger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

const ORDER = id("a court's order");

async function frozen() {
  const ledger = await deployLedger();
  await ledger.enforcer.acts(ledger.parties.call("freeze", ledger.supplier.address, ORDER));
  return ledger;
}

describe("Parties.freeze", () => {
  it("stops a party from giving, taking and acting, with a reason", async () => {
    const { parties, enforcer, supplier } = await loadFixture(deployLedger);
    const signed = await enforcer.signs([parties.call("freeze", supplier.address, ORDER)]);
    const receipt = await enforcer.submits(signed);
    const event = {
      account: supplier.address,
      intent: signed.intent.id,
      actor: enforcer.address,
      reason: ORDER,
    };
    expect(parties.events(receipt, "PartyFrozen")).to.deep.equal([event]);
    expect(await parties.struct("party", supplier.address)).to.include({ frozen: true, roles: PartyRole.ENTERPRISE });
    expect(await parties.flag("canSend", supplier.address)).to.be.false;
    expect(await parties.flag("canReceive", supplier.address)).to.be.false;
    expect(await parties.flag("hasRoles", supplier.address, PartyRole.ENTERPRISE)).to.be.false;
  });

  it("asks for a reason, and so does its end", async () => {
    const { parties, enforcer, guardian, supplier, buyer } = await loadFixture(frozen);
    await expectRefusal(enforcer.acts(parties.call("freeze", buyer.address, ZeroHash)), "NoReason");
    await expectRefusal(guardian.acts(parties.call("unfreeze", supplier.address, ZeroHash)), "NoReason");
  });

  it("touches no other party", async () => {
    const { parties, buyer } = await loadFixture(frozen);
    expect(await parties.flag("canSend", buyer.address)).to.be.true;
    expect(await parties.flag("canReceive", buyer.address)).to.be.true;
  });

  it("is the enforcer's alone", async () => {
    const { parties, governor, guardian, registrar, supplier, buyer } = await loadFixture(deployLedger);
    for (const party of [governor, guardian, registrar, buyer]) {
      const act = party.acts(parties.call("freeze", supplier.address, ORDER));
      await expectRefusal(act, "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses a party that is frozen", async () => {
    const { parties, enforcer, supplier } = await loadFixture(frozen);
    const act = enforcer.acts(parties.call("freeze", supplier.address, ORDER));
    await expectRefusal(act, "PartyIsFrozen", supplier.address);
  });

  it("refuses what is not an account, a system contract included", async () => {
    const { parties, enforcer, receivables, euro } = await loadFixture(deployLedger);
    for (const address of [outsider(5), receivables.address, euro.address]) {
      await expectRefusal(enforcer.acts(parties.call("freeze", address, ORDER)), "NotAnAccount", address);
    }
  });
});

describe("Parties.unfreeze", () => {
  it("gives a party back all that it could", async () => {
    const { parties, guardian, supplier } = await loadFixture(frozen);
    const signed = await guardian.signs([parties.call("unfreeze", supplier.address, ORDER)]);
    const receipt = await guardian.submits(signed);
    const event = {
      account: supplier.address,
      intent: signed.intent.id,
      actor: guardian.address,
      reason: ORDER,
    };
    expect(parties.events(receipt, "PartyUnfrozen")).to.deep.equal([event]);
    expect(await parties.struct("party", supplier.address)).to.include({ frozen: false, roles: PartyRole.ENTERPRISE });
    expect(await parties.flag("canSend", supplier.address)).to.be.true;
    expect(await parties.flag("hasRoles", supplier.address, PartyRole.ENTERPRISE)).to.be.true;
  });

  it("is the guardian's alone, not of the enforcer who froze", async () => {
    const { parties, governor, enforcer, registrar, supplier } = await loadFixture(frozen);
    for (const party of [governor, enforcer, registrar, supplier]) {
      const act = party.acts(parties.call("unfreeze", supplier.address, ORDER));
      await expectRefusal(act, "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses what is not frozen, a stranger included", async () => {
    const { parties, guardian, buyer } = await loadFixture(frozen);
    for (const address of [buyer.address, outsider(5)]) {
      await expectRefusal(guardian.acts(parties.call("unfreeze", address, ORDER)), "PartyNotFrozen", address);
    }
  });
});
