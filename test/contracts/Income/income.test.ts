import { expect } from "chai";
import { id as hashOf } from "ethers";

import { freeze } from "../ClaimToken/standing.ts";
import { drawn } from "../Facilities/lending.ts";
import type { Drawn } from "../Facilities/lending.ts";
import { EVIDENCE, record, register as registerAsset } from "../Assets/acts.ts";
import { acknowledge, give, pay, register } from "../support/claims.ts";
import { invoice } from "../support/invoices.ts";
import { loadFixture } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";

const ROYALTY = 1_000_000n;

interface Earning extends Drawn {
  readonly asset: string;
  /** On the buyer, a licensee. */
  readonly claim: bigint;
}

/** Fixture: a facility is drawn; a licensee owes the borrower royalties, and the agent holds the claim. */
async function earning(): Promise<Earning> {
  const lending = await drawn();
  const { borrower, lenders } = lending;
  const asset = await registerAsset(lending);
  await record(lending, "verify", asset, EVIDENCE);
  const claim = await register(lending, invoice(lending), { face: ROYALTY });
  await acknowledge(lending, claim);
  await give(lending, claim, borrower, lenders[0], ROYALTY);
  return { ...lending, asset, claim };
}

const assign = ({ income, id, claim, asset, lenders }: Earning, by = lenders[0]) =>
  by.acts(income.call("assign", id, claim, asset));

describe("Income", () => {
  it("is told in the facility's history, and what the licensee pays is paid on the facility", async () => {
    const earned = await loadFixture(earning);
    const { income, facilities, loans, id, claim, asset, financier, lenders } = earned;
    const receipt = await assign(earned);
    const [told] = facilities.events(receipt, "IncomeAssigned");
    expect([told?.["claim"], told?.["asset"], told?.["units"]]).to.deep.equal([claim, asset, ROYALTY]);
    await expectRefusal(financier.acts(income.call("collect", claim)), "NothingToCollect", claim);
    await pay(earned, claim, 600_000n);
    const before = await loans.uint("outstanding", id);
    const cash = await earned.euro.uint("balanceOf", lenders[0].address);
    const collected = await financier.acts(income.call("collect", claim));
    const [passed] = facilities.events(collected, "IncomeCollected");
    expect([passed?.["paid"], passed?.["surplus"]]).to.deep.equal([600_000n, 0n]);
    // The fee of the draw comes first.
    expect(await loans.uint("outstanding", id)).to.equal(before - 100_000n);
    expect(await earned.euro.uint("balanceOf", lenders[0].address)).to.equal(cash);
    expect(await earned.euro.uint("balanceOf", income.address)).to.equal(0n);
    expect((await income.struct<{ collected: bigint }>("sourceOf", claim)).collected).to.equal(600_000n);
  });

  it("gives the borrower what is left when nothing is owed any more", async () => {
    const earned = await loadFixture(earning);
    const { income, loans, id, claim, borrower, bank, euro, financier } = earned;
    await assign(earned);
    await bank.acts(euro.call("mint", borrower.address, 60_000_000n, hashOf("what a sale brings")));
    await borrower.acts(loans.call("pay", id, 0n, 100_400_000n));
    await pay(earned, claim, ROYALTY);
    const before = await euro.uint("balanceOf", borrower.address);
    await financier.acts(income.call("collect", claim));
    expect((await euro.uint("balanceOf", borrower.address)) - before).to.equal(ROYALTY - 100_000n);
    expect(await loans.uint("outstanding", id)).to.equal(0n);
  });

  it("is taken by the agent alone, of the borrower's own claim and asset, all of it, once", async () => {
    const earned = await loadFixture(earning);
    const { income, id, claim, asset, lenders, buyer, financier } = earned;
    await expectRefusal(assign(earned, lenders[1]), "NotAgent", id, lenders[1].address);
    const elsewhere = lenders[0].acts(income.call("assign", 7n, claim, asset));
    await expectRefusal(elsewhere, "NoSuchFacility", 7n);
    const foreign = await registerAsset(
      earned,
      { number: hashOf("x"), owners: [{ account: buyer.address, parts: 1n }] },
      buyer,
    );
    const other = lenders[0].acts(income.call("assign", id, claim, foreign));
    await expectRefusal(other, "NotOwned", foreign, earned.borrower.address);
    await give(earned, claim, lenders[0], financier, 1n);
    await expectRefusal(assign(earned), "NotAssigned", id, claim);
    await give(earned, claim, financier, lenders[0], 1n);
    await assign(earned);
    await expectRefusal(assign(earned), "AlreadySource", claim, id);
    await expectRefusal(financier.acts(income.call("collect", 5n)), "NotASource", 5n);
    await freeze(earned, financier);
    await expectRefusal(financier.acts(income.call("collect", claim)), "CannotAssign", financier.address);
  });
});
