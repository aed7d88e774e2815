import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { expire, freeze, freezeUnits, newcomer, pause, unfreeze } from "./standing.ts";
import {
  ZERO_HASH,
  acknowledgedClaim,
  acknowledge,
  euroOf,
  give,
  pay,
  register,
  registeredClaim,
  settledClaim,
  splitClaim,
  unitsOf,
} from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider, provider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const REFERENCE = hashOf("sub-invoice 12");

/** Moves units of the supplier to the sub-supplier by the standard's function. */
const transfer = (ledger: WithClaim, units: bigint, data = "0x", by: Party = ledger.supplier) => {
  const { receivables, supplier, subSupplier, id } = ledger;
  return by.acts(receivables.call("safeTransferFrom", supplier.address, subSupplier.address, id, units, data));
};

const batch = (ledger: WithClaim, ids: bigint[], units: bigint[], data = "0x") => {
  const { receivables, supplier, subSupplier } = ledger;
  return supplier.acts(
    receivables.call("safeBatchTransferFrom", supplier.address, subSupplier.address, ids, units, data),
  );
};

/** A second claim of the supplier beside the first. */
async function twoClaims(): Promise<WithClaim & { readonly second: bigint }> {
  const ledger = await acknowledgedClaim();
  const second = await register(ledger, invoice(ledger));
  await acknowledge(ledger, second);
  return { ...ledger, second };
}

describe("ClaimToken.assign", () => {
  it("moves units, naming what they pay for", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    const call = receivables.call("assign", id, subSupplier.address, 30_000n, REFERENCE);
    const signed = await supplier.signs([call]);
    const receipt = await supplier.submits(signed);
    const [from, to] = [supplier.address, subSupplier.address];
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE - 30_000n);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(30_000n);
    expect(receivables.events(receipt, "Transferred")).to.deep.equal([
      { id, seq: 3n, intent: signed.intent.id, from, to, units: 30_000n, reference_: REFERENCE },
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.deep.equal([
      { operator: from, from, to, id, value: 30_000n },
    ]);
  });

  it("refuses more than the caller holds", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier } = ledger;
    const act = give(ledger, id, supplier, subSupplier, FACE + 1n);
    await expectRefusal(act, "ERC1155InsufficientBalance", supplier.address, FACE, FACE + 1n, id);
  });

  it("moves units on to oneself without making or losing any", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier } = ledger;
    await give(ledger, id, supplier, supplier, 10n);
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE);
  });
});

describe("ClaimToken.safeTransferFrom", () => {
  it("moves units without a reference, or with one of 32 bytes", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { receivables, subSupplier, id } = ledger;
    for (const [data, reference] of [
      ["0x", ZERO_HASH],
      [REFERENCE, REFERENCE],
    ]) {
      const receipt = await transfer(ledger, 5n, data);
      expect(receivables.events(receipt, "Transferred").map(({ reference_ }) => reference_)).to.deep.equal([reference]);
    }
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(10n);
  });

  it("lets no reference of one transfer slip into the next in the same intent", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    const receipt = await supplier.acts(
      receivables.call("assign", id, subSupplier.address, 1n, REFERENCE),
      receivables.call("safeTransferFrom", supplier.address, subSupplier.address, id, 1n, "0x"),
    );
    const references = receivables.events(receipt, "Transferred").map(({ reference_ }) => reference_);
    expect(references).to.deep.equal([REFERENCE, ZERO_HASH]);
  });

  it("refuses a reference of another length", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expectRefusal(transfer(ledger, 5n, "0x1234"), "BadReference", 2n);
    await expectRefusal(transfer(ledger, 5n, `${REFERENCE}00`), "BadReference", 33n);
  });

  it("refuses no units at all", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier } = ledger;
    const act = transfer(ledger, 0n);
    await expectRefusal(act, "ERC7943CannotTransfer", supplier.address, subSupplier.address, id, 0n);
  });

  it("refuses units of a claim that is not acknowledged", async () => {
    const ledger = await loadFixture(registeredClaim);
    const { id, supplier, subSupplier } = ledger;
    const act = transfer(ledger, 5n);
    await expectRefusal(act, "ERC7943CannotTransfer", supplier.address, subSupplier.address, id, 5n);
  });

  it("refuses units of a claim that is settled", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier } = ledger;
    const act = transfer(ledger, 5n);
    await expectRefusal(act, "ERC7943CannotTransfer", supplier.address, subSupplier.address, id, 5n);
  });

  it("refuses a frozen sender", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await freeze(ledger, ledger.supplier);
    await expectRefusal(transfer(ledger, 5n), "ERC7943CannotSend", ledger.supplier.address);
  });

  it("lets a sender whose check has expired give its units away", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    await expire(ledger, ledger.supplier, PartyRole.ENTERPRISE);
    await transfer(ledger, 5n);
    expect(await unitsOf(ledger, ledger.subSupplier, ledger.id)).to.equal(5n);
  });

  it("refuses a frozen receiver, and one whose check has expired", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { subSupplier } = ledger;
    await freeze(ledger, subSupplier);
    await expectRefusal(transfer(ledger, 5n), "ERC7943CannotReceive", subSupplier.address);
    await unfreeze(ledger, subSupplier);
    await expire(ledger, subSupplier, PartyRole.ENTERPRISE);
    await expectRefusal(transfer(ledger, 5n), "ERC7943CannotReceive", subSupplier.address);
  });

  it("refuses a stranger and a system contract as the receiver", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, receivables, market, euro } = ledger;
    for (const to of [outsider(5), market.address, euro.address, receivables.address]) {
      await expectRefusal(
        supplier.acts(receivables.call("safeTransferFrom", supplier.address, to, id, 1n, "0x")),
        "ERC7943CannotReceive",
        to,
      );
    }
  });

  it("moves no frozen unit, and every other", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier } = ledger;
    await freezeUnits(ledger, id, supplier, FACE - 10n);
    const act = transfer(ledger, 11n);
    await expectRefusal(act, "ERC7943InsufficientUnfrozenBalance", supplier.address, id, 11n, 10n);
    await transfer(ledger, 10n);
  });

  it("asks no contract whether it accepts: every account is one", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, subSupplier } = ledger;
    const code = (await provider.request({ method: "eth_getCode", params: [subSupplier.address, "latest"] })) as string;
    expect(code.length > 2).to.equal(true);
    expect(subSupplier.account.interface.hasFunction("onERC1155Received")).to.equal(false);
    await transfer(ledger, 5n);
    await batch(ledger, [id], [5n]);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(10n);
  });
});

describe("ClaimToken.safeBatchTransferFrom", () => {
  it("moves units of several claims, each with its entry in its own history", async () => {
    const ledger = await loadFixture(twoClaims);
    const { id, second, subSupplier, receivables } = ledger;
    const receipt = await batch(ledger, [id, second], [10n, 20n], REFERENCE);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(10n);
    expect(await unitsOf(ledger, subSupplier, second)).to.equal(20n);
    const entries = receivables.events(receipt, "Transferred");
    expect(entries.map((entry) => [entry["id"], entry["seq"], entry["units"], entry["reference_"]])).to.deep.equal([
      [id, 3n, 10n, REFERENCE],
      [second, 3n, 20n, REFERENCE],
    ]);
    expect(receivables.events(receipt, "TransferSingle")).to.have.length(2);
    expect(receivables.events(receipt, "TransferBatch")).to.have.length(0);
  });

  it("moves the same claim twice as the sum, in two entries", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    const receipt = await batch(ledger, [id, id], [10n, 20n]);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(30n);
    expect(await unitsOf(ledger, supplier, id)).to.equal(FACE - 30n);
    const entries = receivables.events(receipt, "Transferred");
    expect(entries.map(({ seq, units }) => [seq, units])).to.deep.equal([
      [3n, 10n],
      [4n, 20n],
    ]);
  });

  it("refuses the same claim twice for more than is held in all", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier } = ledger;
    const act = batch(ledger, [id, id], [FACE, 1n]);
    await expectRefusal(act, "ERC1155InsufficientBalance", supplier.address, 0n, 1n, id);
  });

  it("moves all or nothing", async () => {
    const ledger = await loadFixture(twoClaims);
    const { id, second, supplier, subSupplier } = ledger;
    await freezeUnits(ledger, second, supplier, FACE);
    const act = batch(ledger, [id, second], [10n, 1n]);
    await expectRefusal(act, "ERC7943InsufficientUnfrozenBalance", supplier.address, second, 1n, 0n);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(0n);
  });

  it("refuses no units of any claim, and lists of different lengths", async () => {
    const ledger = await loadFixture(twoClaims);
    const { id, second, supplier, subSupplier } = ledger;
    const { address } = supplier;
    const empty = batch(ledger, [id, second], [1n, 0n]);
    await expectRefusal(empty, "ERC7943CannotTransfer", address, subSupplier.address, second, 0n);
    await expectRefusal(batch(ledger, [id, second], [1n]), "ERC1155InvalidArrayLength", 2n, 1n);
  });

  it("entitles the receiver of a claim moved twice to what is paid afterwards only", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, subSupplier, receivables } = ledger;
    await pay(ledger, id, 50_000n);
    await batch(ledger, [id, id], [10_000n, 10_000n]);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(0n);
    await pay(ledger, id, 50_000n);
    expect(await receivables.uint("withdrawable", id, subSupplier.address)).to.equal(10_000n);
  });
});

describe("ClaimToken.balanceOfBatch", () => {
  it("answers for each holder and claim of its place, and for lists of one length only", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await transfer(ledger, 5n);
    const [units] = (
      await receivables.read("balanceOfBatch", [subSupplier.address, supplier.address, supplier.address], [id, id, 0n])
    ).toArray(true) as [bigint[]];
    expect(units).to.deep.equal([5n, FACE - 5n, 0n]);
    const uneven = receivables.read("balanceOfBatch", [supplier.address, supplier.address], [id]);
    await expectRefusal(uneven, "ERC1155InvalidArrayLength", 1n, 2n);
  });
});

describe("Approval for units", () => {
  it("is needed to move units of another", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, buyer } = ledger;
    const act = transfer(ledger, 5n, "0x", buyer);
    await expectRefusal(act, "ERC1155MissingApprovalForAll", buyer.address, supplier.address);
  });

  it("lets another move them, until it is taken back", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, financier, receivables } = ledger;
    const given = await supplier.acts(receivables.call("setApprovalForAll", financier.address, true));
    expect(receivables.events(given, "ApprovalForAll")).to.deep.equal([
      { account: supplier.address, operator: financier.address, approved: true },
    ]);
    await transfer(ledger, 5n, "0x", financier);
    expect(await unitsOf(ledger, subSupplier, id)).to.equal(5n);
    const nobody = supplier.acts(receivables.call("setApprovalForAll", ZeroAddress, true));
    await expectRefusal(nobody, "ERC1155InvalidOperator", ZeroAddress);
    await supplier.acts(receivables.call("setApprovalForAll", financier.address, false));
    const act = transfer(ledger, 5n, "0x", financier);
    await expectRefusal(act, "ERC1155MissingApprovalForAll", financier.address, supplier.address);
  });

  it("evades no restriction", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, financier, receivables } = ledger;
    await supplier.acts(receivables.call("setApprovalForAll", financier.address, true));
    await freeze(ledger, supplier);
    await expectRefusal(transfer(ledger, 5n, "0x", financier), "ERC7943CannotSend", supplier.address);
  });

  it("stands by itself for a system contract, and for nobody else", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, buyer, market, receivables } = ledger;
    expect(await receivables.flag("isApprovedForAll", supplier.address, market.address)).to.equal(true);
    expect(await receivables.flag("isApprovedForAll", supplier.address, buyer.address)).to.equal(false);
    expect(await receivables.flag("isApprovedForAll", supplier.address, outsider(5))).to.equal(false);
  });
});

describe("A pause", () => {
  it("stops every transfer of units", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, supplier, subSupplier } = ledger;
    await pause(ledger);
    await expectRefusal(give(ledger, id, supplier, subSupplier, 1n), "Paused");
    await expectRefusal(transfer(ledger, 1n), "Paused");
    await expectRefusal(batch(ledger, [id], [1n]), "Paused");
  });

  it("stops no payment, no withdrawal and no redemption", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, subSupplier, bank, receivables } = ledger;
    await pause(ledger);
    await pay(ledger, id, 40_000n);
    await subSupplier.acts(receivables.call("withdraw", id));
    await bank.acts(receivables.call("payFromBank", id, 60_000n, hashOf("wire")));
    await subSupplier.acts(receivables.call("redeem", id));
    expect(await euroOf(ledger, subSupplier)).to.equal(FACE / 4n);
  });

  it("is announced, and ends when the guardian ends it", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { pauser, guardian, receivables } = ledger;
    const paused = await pauser.acts(receivables.call("pause"));
    expect(receivables.events(paused, "PausedSet")).to.deep.equal([{ paused: true }]);
    expect(await receivables.flag("paused")).to.equal(true);
    const lifted = await guardian.acts(receivables.call("unpause"));
    expect(receivables.events(lifted, "PausedSet")).to.deep.equal([{ paused: false }]);
    await transfer(ledger, 5n);
  });

  it("cannot be ended by who began it", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { pauser, receivables } = ledger;
    await pause(ledger);
    await expectRefusal(pauser.acts(receivables.call("unpause")), "AccessManagedUnauthorized", pauser.address);
  });
});

describe("Units held by a newcomer", () => {
  it("can be moved by nobody whom the newcomer did not approve, a relayer included", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, receivables } = ledger;
    const holder = await newcomer(ledger, "holder");
    await give(ledger, id, supplier, holder, 5n);
    const call = receivables.call("safeTransferFrom", holder.address, supplier.address, id, 5n, "0x");
    await expectRefusal(sendAs(outsider(0), call), "ERC1155MissingApprovalForAll", outsider(0), holder.address);
  });
});
