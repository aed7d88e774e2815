import { expect } from "chai";
import { Interface, toBeHex } from "ethers";

import { REASON, freeze, freezeUnits, pause, expire } from "./standing.ts";
import { acknowledgedClaim, give, pay, registeredClaim, settledClaim, splitClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { ask } from "../support/transactions.ts";

/** The functions of ERC-7943 for multi-tokens, as the standard lists them, and the identifier that it states. */
const STANDARD = [
  "function forcedTransfer(address from, address to, uint256 tokenId, uint256 amount) returns (bool)",
  "function setFrozenTokens(address account, uint256 tokenId, uint256 amount) returns (bool)",
  "function canSend(address account) view returns (bool)",
  "function canReceive(address account) view returns (bool)",
  "function getFrozenTokens(address account, uint256 tokenId) view returns (uint256)",
  "function canTransfer(address from, address to, uint256 tokenId, uint256 amount) view returns (bool)",
];
const STATED = "0x41c4fbad";

const seize = (ledger: WithClaim, from: Party, to: string, units: bigint) =>
  ledger.enforcer.acts(ledger.receivables.call("forceTransfer", from.address, to, ledger.id, units, REASON));

const frozenOf = ({ receivables, id }: WithClaim, holder: Party) =>
  receivables.uint("getFrozenTokens", holder.address, id);

describe("ERC-7943", () => {
  it("is announced under the identifier that follows from the standard's functions", async () => {
    const { receivables } = await loadFixture(acknowledgedClaim);
    const standard = new Interface(STANDARD);
    let identifier = 0n;
    standard.forEachFunction(({ selector }) => (identifier ^= BigInt(selector)));
    expect(toBeHex(identifier, 4)).to.equal(STATED);
    expect(await receivables.flag("supportsInterface", STATED)).to.equal(true);
  });

  it("has every function of the standard, with the standard's answers", async () => {
    const { receivables } = await loadFixture(acknowledgedClaim);
    new Interface(STANDARD).forEachFunction((wanted) => {
      const own = receivables.interface.getFunction(wanted.selector);
      expect(own?.format("sighash")).to.equal(wanted.format("sighash"));
      expect(own?.outputs.map(({ type }) => type)).to.deep.equal(wanted.outputs.map(({ type }) => type));
    });
  });

  it("stands beside ERC-165 and ERC-1155, and nothing unknown", async () => {
    const { receivables } = await loadFixture(acknowledgedClaim);
    for (const [identifier, supported] of [
      ["0x01ffc9a7", true],
      ["0xd9b67a26", true],
      ["0xffffffff", false],
      ["0x80ac58cd", false],
    ] as const) {
      expect(await receivables.flag("supportsInterface", identifier)).to.equal(supported);
    }
  });

  it("answers from the register of parties who can send and receive", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { receivables, supplier, subSupplier, market } = ledger;
    await expire(ledger, subSupplier, PartyRole.ENTERPRISE);
    await freeze(ledger, supplier);
    const answers = async (account: string) => [
      await receivables.flag("canSend", account),
      await receivables.flag("canReceive", account),
    ];
    expect(await answers(ledger.buyer.address)).to.deep.equal([true, true]);
    expect(await answers(subSupplier.address)).to.deep.equal([true, false]);
    expect(await answers(supplier.address)).to.deep.equal([false, false]);
    expect(await answers(market.address)).to.deep.equal([true, false]);
    expect(await answers(outsider(5))).to.deep.equal([false, false]);
  });
});

describe("Freezing units", () => {
  it("overwrites what was frozen, with the reason in the history", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, enforcer, receivables } = ledger;
    await freezeUnits(ledger, id, supplier, 10n);
    const call = receivables.call("freezeUnits", supplier.address, id, 4n, REASON);
    const signed = await enforcer.signs([call]);
    const receipt = await enforcer.submits(signed);
    expect(await frozenOf(ledger, supplier)).to.equal(4n);
    expect(receivables.events(receipt, "Frozen")).to.deep.equal([
      { account: supplier.address, tokenId: id, amount: 4n },
    ]);
    expect(receivables.events(receipt, "UnitsFrozen")).to.deep.equal([
      { id, seq: 4n, intent: signed.intent.id, holder: supplier.address, units: 4n, reason: REASON },
    ]);
  });

  it("by the standard's function names the signed intent as the reason", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, enforcer, receivables } = ledger;
    const call = receivables.call("setFrozenTokens", supplier.address, id, 4n);
    const signed = await enforcer.signs([call]);
    const receipt = await enforcer.submits(signed);
    expect(receivables.events(receipt, "UnitsFrozen").map(({ reason }) => reason)).to.deep.equal([signed.intent.id]);
    expect(await frozenOf(ledger, supplier)).to.equal(4n);
    // The standard has it answer true, which only a call from the enforcer's own account can see.
    expect(BigInt(await ask(call, enforcer.address))).to.equal(1n);
  });

  it("may go beyond what the holder has, and then holds what it gets later", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier } = ledger;
    await freezeUnits(ledger, id, subSupplier, FACE / 4n + 100n);
    await give(ledger, id, supplier, subSupplier, 101n);
    await expectRefusal(
      give(ledger, id, subSupplier, supplier, 2n),
      "ERC7943InsufficientUnfrozenBalance",
      subSupplier.address,
      id,
      2n,
      1n,
    );
    await give(ledger, id, subSupplier, supplier, 1n);
  });

  it("refuses a claim that does not exist", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(freezeUnits(ledger, 7n, ledger.supplier, 1n), "UnknownClaim", 7n);
  });
});

describe("A forced transfer", () => {
  it("moves units without their holder, with the reason in the history", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier, enforcer, receivables } = ledger;
    const [from, to] = [subSupplier.address, supplier.address];
    const signed = await enforcer.signs([receivables.call("forceTransfer", from, to, id, 100n, REASON)]);
    const receipt = await enforcer.submits(signed);
    const intent = signed.intent.id;
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(FACE / 4n - 100n);
    expect(receivables.events(receipt, "ForcedTransfer")).to.deep.equal([{ from, to, tokenId: id, amount: 100n }]);
    expect(receivables.events(receipt, "Transferred")).to.deep.equal([
      { id, seq: 4n, intent, from, to, units: 100n, reference_: REASON },
    ]);
    expect(receivables.events(receipt, "UnitsForced")).to.deep.equal([
      { id, seq: 5n, intent, from, to, units: 100n, reason: REASON },
    ]);
    expect(receivables.events(receipt, "Frozen")).to.deep.equal([]);
  });

  it("by the standard's function names the signed intent as the reason", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier, enforcer, receivables } = ledger;
    const call = receivables.call("forcedTransfer", subSupplier.address, supplier.address, id, 1n);
    const signed = await enforcer.signs([call]);
    const receipt = await enforcer.submits(signed);
    expect(receivables.events(receipt, "UnitsForced").map(({ reason }) => reason)).to.deep.equal([signed.intent.id]);
    // The standard has it answer true, which only a call from the enforcer's own account can see.
    expect(BigInt(await ask(call, enforcer.address))).to.equal(1n);
  });

  it("takes frozen units and announces what stays frozen", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await freezeUnits(ledger, id, subSupplier, FACE / 4n);
    const receipt = await seize(ledger, subSupplier, supplier.address, 100n);
    expect(await frozenOf(ledger, subSupplier)).to.equal(FACE / 4n - 100n);
    expect(receivables.events(receipt, "Frozen")).to.deep.equal([
      { account: subSupplier.address, tokenId: id, amount: FACE / 4n - 100n },
    ]);
    expect(receivables.events(receipt, "UnitsFrozen").map(({ reason }) => reason)).to.deep.equal([REASON]);
  });

  it("takes free units first: what is frozen stays so", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await freezeUnits(ledger, id, subSupplier, 50n);
    for (const left of [60n, 50n]) {
      const held = await unitsOf(ledger, subSupplier, id);
      const receipt = await seize(ledger, subSupplier, supplier.address, held - left);
      expect(receivables.events(receipt, "Frozen")).to.deep.equal([]);
      expect(await frozenOf(ledger, subSupplier)).to.equal(50n);
      expect(await unitsOf(ledger, subSupplier, id)).to.equal(left);
    }
  });

  it("reaches a frozen holder, under a pause, and gives to a frozen or expired party", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, buyer, supplier, subSupplier } = ledger;
    await expire(ledger, buyer, PartyRole.ENTERPRISE);
    await freeze(ledger, subSupplier);
    await freeze(ledger, supplier);
    await pause(ledger);
    await seize(ledger, subSupplier, supplier.address, 1n);
    await seize(ledger, subSupplier, buyer.address, 2n);
    expect(await unitsOf(ledger, supplier, id)).to.equal((FACE / 4n) * 3n + 1n);
    expect(await unitsOf(ledger, buyer, id)).to.equal(2n);
  });

  it("reaches units of a settled claim", async () => {
    const ledger = await loadFixture(settledClaim);
    await seize(ledger, ledger.subSupplier, ledger.buyer.address, 5n);
    expect(await unitsOf(ledger, ledger.buyer, ledger.id)).to.equal(5n);
  });

  it("leaves what was paid before with the former holder", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, financier, receivables } = ledger;
    await pay(ledger, id, 40_000n);
    await seize(ledger, subSupplier, financier.address, FACE / 4n);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(10_000n);
    expect(await receivables.uint("withdrawable", id, financier.address)).to.equal(0n);
  });

  it("gives to parties only, never to a stranger or a system contract", async () => {
    const ledger = await loadFixture(splitClaim);
    const { subSupplier, market, euro, receivables } = ledger;
    for (const to of [outsider(5), market.address, euro.address, receivables.address]) {
      await expectRefusal(seize(ledger, subSupplier, to, 1n), "ERC7943CannotReceive", to);
    }
  });

  it("takes nothing from system contracts, which hold no units and cannot be frozen", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, enforcer, market, bulk, euro, receivables, parties } = ledger;
    for (const { address } of [market, bulk, euro, receivables]) {
      await expectRefusal(
        enforcer.acts(receivables.call("forceTransfer", address, supplier.address, id, 1n, REASON)),
        "ERC1155InsufficientBalance",
        address,
        0n,
        1n,
        id,
      );
      await expectRefusal(enforcer.acts(parties.call("freeze", address, REASON)), "NotAnAccount", address);
    }
  });

  it("refuses no units, more than there are, and units of a claim that nobody acknowledged", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier } = ledger;
    const [from, to] = [subSupplier.address, supplier.address];
    await expectRefusal(seize(ledger, subSupplier, to, 0n), "ERC7943CannotTransfer", from, to, id, 0n);
    const held = FACE / 4n;
    const tooMuch = seize(ledger, subSupplier, to, held + 1n);
    await expectRefusal(tooMuch, "ERC1155InsufficientBalance", from, held, held + 1n, id);
    const fresh = await loadFixture(registeredClaim);
    const early = seize(fresh, fresh.supplier, fresh.buyer.address, 1n);
    const parties = [fresh.supplier.address, fresh.buyer.address];
    await expectRefusal(early, "ERC7943CannotTransfer", ...parties, fresh.id, 1n);
  });

  it("gives to somebody else than the holder, or its locks and freezes would go for nothing", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier } = ledger;
    const { address } = subSupplier;
    await freezeUnits(ledger, id, subSupplier, 100n);
    const held = await unitsOf(ledger, subSupplier, id);
    await expectRefusal(seize(ledger, subSupplier, address, held), "ERC7943CannotTransfer", address, address, id, held);
    expect(await frozenOf(ledger, subSupplier)).to.equal(100n);
  });

  it("lifts no restriction for the transfers after it", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier, enforcer, receivables } = ledger;
    await freeze(ledger, supplier);
    const { address } = enforcer;
    const act = enforcer.acts(
      receivables.call("forceTransfer", subSupplier.address, address, id, 5n, REASON),
      receivables.call("assign", id, supplier.address, 5n, REASON),
    );
    await expectRefusal(act, "ERC7943CannotReceive", supplier.address);
  });
});
