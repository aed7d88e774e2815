import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";

import { PartyRole, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { DAY, RELAYER, loadFixture, networkHelpers, now, outsider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";

/** What the address may do: give away, receive, act as an enterprise. */
async function rights({ parties }: Ledger, address: string) {
  return {
    sends: await parties.flag("canSend", address),
    receives: await parties.flag("canReceive", address),
    acts: await parties.flag("hasRoles", address, PartyRole.ENTERPRISE),
  };
}

describe("Parties, what a party may do", () => {
  it("lets a party send, receive and act", async () => {
    const ledger = await loadFixture(deployLedger);
    expect(await rights(ledger, ledger.supplier.address)).to.deep.equal({ sends: true, receives: true, acts: true });
  });

  it("lets a party in the last second of its check do all, and after it only send", async () => {
    const ledger = await loadFixture(deployLedger);
    const { parties, registrar, supplier } = ledger;
    const validUntil = (await now()) + DAY;
    await registrar.acts(parties.call("update", supplier.address, PartyRole.ENTERPRISE, validUntil));
    await networkHelpers.time.increaseTo(validUntil);
    expect(await rights(ledger, supplier.address)).to.deep.equal({ sends: true, receives: true, acts: true });
    await networkHelpers.time.increaseTo(validUntil + 1n);
    expect(await rights(ledger, supplier.address)).to.deep.equal({ sends: true, receives: false, acts: false });
    await registrar.acts(parties.call("update", supplier.address, PartyRole.ENTERPRISE, validUntil + DAY));
    expect(await rights(ledger, supplier.address)).to.deep.equal({ sends: true, receives: true, acts: true });
  });

  it("lets a stranger do nothing, not even act in no role", async () => {
    const ledger = await loadFixture(deployLedger);
    const nothing = { sends: false, receives: false, acts: false };
    for (const address of [outsider(5), ZeroAddress, await ledger.parties.text("accountImplementation")]) {
      expect(await rights(ledger, address)).to.deep.equal(nothing);
      expect(await ledger.parties.flag("hasRoles", address, 0)).to.be.false;
    }
  });

  it("lets a system contract send what is asked of it, and receive nothing by itself", async () => {
    const ledger = await loadFixture(deployLedger);
    const expected = { sends: true, receives: false, acts: false };
    expect(await rights(ledger, ledger.market.address)).to.deep.equal(expected);
  });

  it("asks for every role of the set", async () => {
    const { parties, registrar, supplier } = await loadFixture(deployLedger);
    const both = PartyRole.ENTERPRISE | PartyRole.FINANCIER;
    expect(await parties.flag("hasRoles", supplier.address, both)).to.be.false;
    await registrar.acts(parties.call("update", supplier.address, both, (await now()) + DAY));
    expect(await parties.flag("hasRoles", supplier.address, both)).to.be.true;
    expect(await parties.flag("hasRoles", supplier.address, PartyRole.FINANCIER)).to.be.true;
  });

  it("knows no account of an entity that was not admitted", async () => {
    const { parties, supplier } = await loadFixture(deployLedger);
    expect(await parties.text("accountOf", id("a stranger"))).to.equal(ZeroAddress);
    expect(await parties.text("accountOf", supplier.entity)).to.equal(supplier.address);
    expect(await parties.struct("party", outsider(5))).to.include({ entity: ZeroHash, validUntil: 0n });
  });

  it("answers with what it knows of two parties and an operator outside of any intent", async () => {
    const { parties, supplier, market } = await loadFixture(deployLedger);
    const [first, second, operator, intent] = (await parties.read(
      "standingsOf",
      supplier.address,
      outsider(5),
      market.address,
    )) as unknown as [bigint, bigint, bigint, string];
    const { validUntil, country } = await parties.struct<{ validUntil: bigint; country: string }>(
      "party",
      supplier.address,
    );
    expect(first).to.equal(PartyRole.ENTERPRISE | (validUntil << 16n) | (7n << 64n) | (BigInt(country) << 96n));
    expect([second, operator, intent]).to.deep.equal([0n, 1n << 57n, ZeroHash]);
  });
});

describe("Parties.carry", () => {
  it("lets nobody but a system contract act under another's intent", async () => {
    const { parties, supplier, buyer } = await loadFixture(deployLedger);
    const call = parties.call("carry", buyer.address);
    await expectRefusal(send(call), "NotSealed", RELAYER);
    await expectRefusal(supplier.acts(call), "NotSealed", supplier.address);
  });
});
