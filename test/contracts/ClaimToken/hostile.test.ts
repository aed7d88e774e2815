import { expect } from "chai";
import { id as hashOf } from "ethers";

import { REASON, freeze, unfreeze } from "./standing.ts";
import { acknowledgedClaim, euroOf, give, pay, settledClaim, splitClaim, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { deployCallee, slotOf } from "../support/callees.ts";
import { FACE } from "../support/invoices.ts";
import { loadFixture, provider } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

const QUARTER = FACE / 4n;

/**
 * Runtime code that, whatever it is asked, first makes one call to a contract, notes in its slot 0 whether that succeeded, and
 * answers true. The call's data, of 68 bytes, stands behind the code.
 */
const reentering = (target: string, data: string): string =>
  `0x6044602d5f395f5f60445f5f73${target.slice(2)}5af15f5560015f5260205ff3${data.slice(2)}`;

async function become(address: string, code: string): Promise<void> {
  await provider.request({ method: "hardhat_setCode", params: [address, code] });
}

describe("A hostile receiver of units", () => {
  it("is not called back: an account that eats all gas receives units like any other", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, subSupplier, enforcer, receivables } = ledger;
    for (const code of ["0x5b5f56", "0x620927c05ffd", "0x5f5ffd"]) {
      await become(subSupplier.address, code);
      const before = await unitsOf(ledger, subSupplier, id);
      await give(ledger, id, supplier, subSupplier, 1n);
      const pair = [supplier.address, subSupplier.address] as const;
      await supplier.acts(receivables.call("safeTransferFrom", ...pair, id, 1n, "0x"));
      await supplier.acts(receivables.call("safeBatchTransferFrom", ...pair, [id], [1n], "0x"));
      await enforcer.acts(receivables.call("forceTransfer", ...pair, id, 1n, REASON));
      expect(await unitsOf(ledger, subSupplier, id)).to.equal(before + 4n);
    }
  });

  it("that is no party is refused without being asked anything", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { id, supplier, receivables } = ledger;
    const counter = await deployCallee("counter");
    const call = receivables.call("safeTransferFrom", supplier.address, counter, id, 1n, "0x");
    await expectRefusal(supplier.acts(call), "ERC7943CannotReceive", counter);
    expect(await slotOf(counter)).to.equal(0n);
  });
});

describe("A hostile cash contract", () => {
  /** What the cash contract asks the claim contract for while it is asked to pay. */
  const RETRIES: Readonly<Record<string, (ledger: WithClaim) => string>> = {
    withdrawFor: ({ receivables, id, supplier }) => receivables.call("withdrawFor", id, supplier.address).data,
    redeemFor: ({ receivables, id, supplier }) => receivables.call("redeemFor", id, supplier.address).data,
  };
  for (const [name, retry] of Object.entries(RETRIES)) {
    it(`cannot have a holder paid twice by calling ${name} from within`, async () => {
      const ledger = await loadFixture(settledClaim);
      const { id, supplier, euro, receivables } = ledger;
      await become(euro.address, reentering(receivables.address, retry(ledger)));
      await supplier.acts(receivables.call("withdraw", id));
      expect(await slotOf(euro.address)).to.equal(0n);
      expect(await receivables.uint("withdrawnBy", id, supplier.address)).to.equal(FACE - QUARTER);
      expect(await receivables.uint("balanceOf", supplier.address, id)).to.equal(FACE - QUARTER);
    });
  }

  it("that fails stops the claims in its currency, and counts nothing as paid", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, buyer, supplier, euro, receivables } = ledger;
    await pay(ledger, id, 40_000n);
    await become(euro.address, "0x5f5ffd");
    await expectRefusal(supplier.acts(receivables.call("withdraw", id)), "nothing");
    await expectRefusal(buyer.acts(receivables.call("pay", id, 1n)), "nothing");
    expect(await receivables.uint("withdrawnBy", id, supplier.address)).to.equal(0n);
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(FACE - 40_000n);
    await give(ledger, id, supplier, ledger.financier, 1n);
  });
});

describe("A blocked payee", () => {
  it("holds up nobody: the others are paid and redeem, and it is paid when it is thawed", async () => {
    const ledger = await loadFixture(settledClaim);
    const { id, supplier, subSupplier, receivables } = ledger;
    await freeze(ledger, subSupplier);
    await expectRefusal(
      supplier.acts(receivables.call("withdrawFor", id, subSupplier.address)),
      "ERC7943CannotSend",
      subSupplier.address,
    );
    const before = await euroOf(ledger, supplier);
    await supplier.acts(receivables.call("redeem", id));
    expect(await euroOf(ledger, supplier)).to.equal(before + FACE - QUARTER);
    await unfreeze(ledger, subSupplier);
    await supplier.acts(receivables.call("redeemFor", id, subSupplier.address));
    expect(await euroOf(ledger, subSupplier)).to.equal(QUARTER);
    expect(await euroOf(ledger, receivables)).to.equal(0n);
  });

  it("does not stop a debtor from paying, or the bank from booking its wire", async () => {
    const ledger = await loadFixture(splitClaim);
    const { id, bank, supplier, receivables } = ledger;
    for (const party of [supplier, ledger.subSupplier]) await freeze(ledger, party);
    await pay(ledger, id, 1n);
    await bank.acts(receivables.call("payFromBank", id, FACE - 1n, hashOf("a wire")));
    expect(await ledger.servicing.uint("debtorDue", id)).to.equal(0n);
  });
});
