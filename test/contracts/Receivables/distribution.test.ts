import { expect } from "chai";
import fc from "fast-check";

import { newcomer } from "../ClaimToken/standing.ts";
import { acknowledge, claimOf, euroOf, give, pay, register, unitsOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";

async function claimOver(ledger: Ledger, face: bigint): Promise<WithClaim> {
  const of = invoice(ledger);
  const id = await register(ledger, of, { face });
  await acknowledge(ledger, id);
  return { ...ledger, of, id };
}

/** Pays out all that a party is due, and says how much it has had from the claim. */
async function drained({ receivables, financier, id }: WithClaim, holder: Party): Promise<bigint> {
  const due = await receivables.uint("withdrawable", id, holder.address);
  if (due !== 0n) await financier.acts(receivables.call("withdrawFor", id, holder.address));
  return receivables.uint("withdrawnBy", id, holder.address);
}

describe("Payments shared over units", () => {
  it("gives the holder of one unit of three exactly one, when three are paid as one and two", async () => {
    const ledger = await loadFixture(deployLedger);
    const claim = await claimOver(ledger, 3n);
    const { id, supplier, subSupplier } = claim;
    await give(ledger, id, supplier, subSupplier, 1n);
    await pay(ledger, id, 1n);
    expect(await drained(claim, subSupplier)).to.equal(0n);
    await pay(ledger, id, 2n);
    expect(await drained(claim, subSupplier)).to.equal(1n);
    expect(await drained(claim, supplier)).to.equal(2n);
  });

  it("owes nothing before anything is paid, and a single minor unit as soon as it is", async () => {
    const ledger = await loadFixture(deployLedger);
    const claim = await claimOver(ledger, 3n);
    const { id, supplier, receivables } = claim;
    expect(await receivables.uint("withdrawable", id, supplier.address)).to.equal(0n);
    await pay(ledger, id, 1n);
    expect(await drained(claim, supplier)).to.equal(1n);
  });

  it("never pays three for two received, however the units move in between", async () => {
    const ledger = await loadFixture(deployLedger);
    const claim = await claimOver(ledger, 4n);
    const { id, supplier, subSupplier, financier, receivables } = claim;
    await give(ledger, id, supplier, subSupplier, 2n);
    await pay(ledger, id, 1n);
    await give(ledger, id, subSupplier, financier, 1n);
    await drained(claim, supplier);
    await give(ledger, id, supplier, financier, 1n);
    await pay(ledger, id, 1n);
    await give(ledger, id, financier, supplier, 2n);
    let paid = 0n;
    for (const holder of [supplier, subSupplier, financier]) paid += await drained(claim, holder);
    expect(paid <= 2n).to.equal(true);
    expect(await euroOf(ledger, receivables)).to.equal(2n - paid);
    expect((await claimOf(ledger, id)).paidOut).to.equal(paid);
  });

  it("shares by what each held at the time of each payment", async () => {
    const ledger = await loadFixture(deployLedger);
    const claim = await claimOver(ledger, 1_000n);
    const { id, supplier, subSupplier } = claim;
    await pay(ledger, id, 100n);
    await give(ledger, id, supplier, subSupplier, 400n);
    await pay(ledger, id, 500n);
    await give(ledger, id, subSupplier, supplier, 400n);
    await pay(ledger, id, 400n);
    expect(await drained(claim, subSupplier)).to.equal(200n);
    expect(await drained(claim, supplier)).to.equal(800n);
  });

  it("gives at settlement exactly its units to a holder who never transferred, whatever the others did", async () => {
    const story = fc.array(
      fc.record({ from: fc.nat(2), to: fc.nat(2), units: fc.bigInt(1n, 40n), paid: fc.bigInt(0n, 30n) }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(fc.bigInt(3n, 97n), fc.bigInt(1n, 96n), story, async (face, kept, moves) => {
        const ledger = await loadFixture(deployLedger);
        const keeper = await newcomer(ledger, "keeper");
        const claim = await claimOver(ledger, face);
        const { id, supplier, subSupplier, financier, receivables } = claim;
        const units = kept < face ? kept : face - 1n;
        await give(ledger, id, supplier, keeper, units);
        const movers = [supplier, subSupplier, financier] as const;
        for (const move of moves) {
          const { [move.from]: from = supplier, [move.to]: to = supplier } = movers;
          const held = await unitsOf(ledger, from, id);
          if (held !== 0n) await give(ledger, id, from, to, move.units < held ? move.units : held);
          const due = await ledger.servicing.uint("debtorDue", id);
          const paid = move.paid < due ? move.paid : due - 1n;
          if (paid > 0n) await pay(ledger, id, paid);
          if (move.units % 2n === 0n) await drained(claim, from);
        }
        await pay(ledger, id, await ledger.servicing.uint("debtorDue", id));
        expect(await drained(claim, keeper)).to.equal(units);
        let total = units;
        for (const holder of movers) total += await drained(claim, holder);
        expect(total <= face).to.equal(true);
        // Less than one minor unit of dust for each of the three others.
        expect(face - total < 3n).to.equal(true);
        expect(await euroOf(ledger, receivables)).to.equal(face - total);
      }),
      { numRuns: 12 },
    );
  });
});
