import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { ROLES } from "../../../services/chain/roles.ts";
import { expire, freeze, newcomer, unfreeze } from "../ClaimToken/standing.ts";
import { ZERO_HASH, euroOf } from "../support/claims.ts";
import { FUNDS, PartyRole, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { sendAs } from "../support/transactions.ts";

const ACCOUNT = hashOf("salt | DE02 1203 0000 0000 2020 51");
const REF = hashOf("wire out 1");
const REASON = hashOf("account closed");
const PAYOUT = 1n;
const Status = { NONE: 0n, REQUESTED: 1n, PAID: 2n, REJECTED: 3n } as const;

const request = ({ buyer, euro }: Ledger, amount: bigint, by: Party = buyer) =>
  by.acts(euro.call("requestPayout", amount, ACCOUNT));
const settle = ({ bank, euro }: Ledger, ref = REF, by: Party = bank) => by.acts(euro.call("payPayout", PAYOUT, ref));
const reject = ({ bank, euro }: Ledger, by: Party = bank) => by.acts(euro.call("rejectPayout", PAYOUT, REASON));
const payoutOf = ({ euro }: Ledger) => euro.struct<Record<string, unknown>>("payout", PAYOUT);

/** 700 cents of the buyer wait for the bank. */
async function requested(): Promise<Ledger> {
  const ledger = await deployLedger();
  await request(ledger, 700n);
  return ledger;
}

describe("Cash.requestPayout", () => {
  it("locks the caller's cash until the bank has answered", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, euro } = ledger;
    const supply = await euro.uint("totalSupply");
    const receipt = await request(ledger, 700n);
    const [holder, accountHash] = [buyer.address, ACCOUNT];
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS - 700n);
    expect(await euroOf(ledger, euro)).to.equal(700n);
    expect(await euro.uint("totalSupply")).to.equal(supply);
    expect(euro.events(receipt, "PayoutRequested")).to.deep.equal([{ id: PAYOUT, holder, amount: 700n, accountHash }]);
    expect(await payoutOf(ledger)).to.deep.equal({ holder, amount: 700n, status: Status.REQUESTED, accountHash });
  });

  it("numbers requests from one, each by itself", async () => {
    const ledger = await loadFixture(requested);
    const receipt = await request(ledger, 1n, ledger.financier);
    expect(ledger.euro.events(receipt, "PayoutRequested").map(({ id }) => id)).to.deep.equal([2n]);
    expect((await payoutOf(ledger))["amount"]).to.equal(700n);
  });

  it("refuses nothing, and more than the caller has", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer } = ledger;
    await expectRefusal(request(ledger, 0n), "ZeroAmount");
    const act = request(ledger, FUNDS + 1n);
    await expectRefusal(act, "ERC20InsufficientBalance", buyer.address, FUNDS, FUNDS + 1n);
  });

  it("refuses an amount too large to be stored", async () => {
    const ledger = await loadFixture(deployLedger);
    await expectRefusal(request(ledger, 2n ** 88n), "SafeCastOverflowedUintDowncast", 88n, 2n ** 88n);
  });

  it("refuses a frozen holder and a stranger, and serves one whose check has expired", async () => {
    const ledger = await loadFixture(deployLedger);
    const { buyer, financier, euro } = ledger;
    await freeze(ledger, buyer);
    await expectRefusal(request(ledger, 1n), "CannotSend", buyer.address);
    const stranger = sendAs(outsider(5), euro.call("requestPayout", 1n, ACCOUNT));
    await expectRefusal(stranger, "CannotSend", outsider(5));
    await expire(ledger, financier, PartyRole.FINANCIER);
    await request(ledger, 1n, financier);
    expect(await euroOf(ledger, financier)).to.equal(FUNDS - 1n);
  });
});

describe("Cash.payPayout", () => {
  it("burns the locked cash under the reference of the wire", async () => {
    const ledger = await loadFixture(requested);
    const { bank, euro } = ledger;
    const supply = await euro.uint("totalSupply");
    const receipt = await settle(ledger);
    expect(await euro.uint("totalSupply")).to.equal(supply - 700n);
    expect(await euroOf(ledger, euro)).to.equal(0n);
    expect((await payoutOf(ledger))["status"]).to.equal(Status.PAID);
    expect(euro.events(receipt, "PayoutPaid")).to.deep.equal([{ id: PAYOUT, bank: bank.address, ref: REF }]);
    expect(euro.events(receipt, "Transfer")).to.deep.equal([{ from: euro.address, to: ZeroAddress, value: 700n }]);
  });

  it("refuses a second answer of either kind", async () => {
    const ledger = await loadFixture(requested);
    await settle(ledger);
    await expectRefusal(settle(ledger, hashOf("wire out 2")), "PayoutNotOpen", PAYOUT, Status.PAID);
    await expectRefusal(reject(ledger), "PayoutNotOpen", PAYOUT, Status.PAID);
  });

  it("refuses a request that does not exist", async () => {
    const { bank, euro } = await loadFixture(deployLedger);
    await expectRefusal(bank.acts(euro.call("payPayout", PAYOUT, REF)), "PayoutNotOpen", PAYOUT, Status.NONE);
  });

  it("refuses a reference that was used before, a deposit's included, and an empty one", async () => {
    const ledger = await loadFixture(requested);
    const { bank, supplier, euro } = ledger;
    await bank.acts(euro.call("mint", supplier.address, 1n, REF));
    await expectRefusal(settle(ledger), "RefUsed", REF);
    await expectRefusal(settle(ledger, ZERO_HASH), "EmptyRef");
    expect((await payoutOf(ledger))["status"]).to.equal(Status.REQUESTED);
  });

  it("refuses whoever is not a settlement bank, the holder first of all", async () => {
    const ledger = await loadFixture(requested);
    for (const party of [ledger.buyer, ledger.governor]) {
      await expectRefusal(settle(ledger, REF, party), "AccessManagedUnauthorized", party.address);
      await expectRefusal(reject(ledger, party), "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses a bank that one key alone can act for", async () => {
    const ledger = await loadFixture(requested);
    const small = await newcomer(ledger, "small bank", PartyRole.SETTLEMENT_BANK);
    const { governor, accessManager } = ledger;
    await governor.acts(accessManager.call("grantRole", ROLES.SETTLEMENT.id, small.address, 0));
    await expectRefusal(settle(ledger, REF, small), "SingleKey", small.address);
  });
});

describe("Cash.rejectPayout", () => {
  it("gives the locked cash back with the reason", async () => {
    const ledger = await loadFixture(requested);
    const { bank, buyer, euro } = ledger;
    const receipt = await reject(ledger);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS);
    expect(await euroOf(ledger, euro)).to.equal(0n);
    expect((await payoutOf(ledger))["status"]).to.equal(Status.REJECTED);
    expect(euro.events(receipt, "PayoutRejected")).to.deep.equal([{ id: PAYOUT, bank: bank.address, reason: REASON }]);
  });

  it("refuses a second answer of either kind", async () => {
    const ledger = await loadFixture(requested);
    await reject(ledger);
    await expectRefusal(reject(ledger), "PayoutNotOpen", PAYOUT, Status.REJECTED);
    await expectRefusal(settle(ledger), "PayoutNotOpen", PAYOUT, Status.REJECTED);
    expect(await euroOf(ledger, ledger.buyer)).to.equal(FUNDS);
  });

  it("waits for a frozen holder, and reaches one whose check has expired", async () => {
    const ledger = await loadFixture(requested);
    const { buyer } = ledger;
    await freeze(ledger, buyer);
    await expectRefusal(reject(ledger), "CannotReceive", buyer.address);
    await unfreeze(ledger, buyer);
    await expire(ledger, buyer, PartyRole.ENTERPRISE);
    await reject(ledger);
    expect(await euroOf(ledger, buyer)).to.equal(FUNDS);
  });
});
