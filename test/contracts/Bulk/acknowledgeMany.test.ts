import { expect } from "chai";

import { Status, acknowledge, acknowledgement, claimOf, register } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { decode } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import type { Receipt } from "../support/transactions.ts";

/** Index, claim and error of every item that was skipped. */
function skipped({ bulk }: Ledger, receipt: Receipt) {
  return bulk.events(receipt, "Refused").map(({ index, id, reason }) => {
    return { index, id, error: decode(String(reason)).name };
  });
}

/** A payment run: four claims on the buyer, of which it acknowledged the last already, and one on another. */
async function paymentRun() {
  const ledger = await deployLedger();
  const first = await register(ledger, invoice(ledger));
  const second = await register(ledger, invoice(ledger));
  const tooMuch = await register(ledger, invoice(ledger));
  const known = await register(ledger, invoice(ledger));
  await acknowledge(ledger, known);
  const foreign = await register(ledger, invoice(ledger, { debtor: ledger.subSupplier }));
  return { ...ledger, first, second, tooMuch, known, foreign };
}

describe("Bulk.acknowledgeMany", () => {
  it("acknowledges every claim for its caller", async () => {
    const ledger = await loadFixture(paymentRun);
    const { buyer, bulk, first, second } = ledger;
    const items = [await acknowledgement(ledger, first), await acknowledgement(ledger, second, { amount: 1_000n })];
    const receipt = await buyer.acts(bulk.call("acknowledgeMany", items));
    expect(skipped(ledger, receipt)).to.be.empty;
    expect(await claimOf(ledger, first)).to.include({ status: Status.ACKNOWLEDGED, units: FACE });
    expect(await claimOf(ledger, second)).to.include({ status: Status.ACKNOWLEDGED, units: 1_000n });
  });

  it("skips what cannot be acknowledged, says which and why, and lets the good ones stand", async () => {
    const ledger = await loadFixture(paymentRun);
    const { buyer, bulk, first, second, tooMuch, known, foreign } = ledger;
    const items = [
      await acknowledgement(ledger, first),
      await acknowledgement(ledger, tooMuch, { amount: FACE + 1n }),
      await acknowledgement(ledger, foreign),
      await acknowledgement(ledger, known),
      { ...(await acknowledgement(ledger, first)), id: 1n },
      await acknowledgement(ledger, first),
      await acknowledgement(ledger, second),
    ];
    const receipt = await buyer.acts(bulk.call("acknowledgeMany", items));
    expect(skipped(ledger, receipt)).to.deep.equal([
      { index: 1n, id: tooMuch, error: "AmountAboveFace" },
      { index: 2n, id: foreign, error: "NotDebtor" },
      { index: 3n, id: known, error: "ForbiddenTransition" },
      { index: 4n, id: 1n, error: "UnknownClaim" },
      { index: 5n, id: first, error: "ForbiddenTransition" },
    ]);
    for (const id of [first, second]) {
      expect(await claimOf(ledger, id)).to.include({ status: Status.ACKNOWLEDGED });
    }
    for (const id of [tooMuch, foreign]) {
      expect(await claimOf(ledger, id)).to.include({ status: Status.REGISTERED });
    }
  });

  it("gives every event the intent of its caller", async () => {
    const ledger = await loadFixture(paymentRun);
    const { buyer, bulk, receivables, first, second } = ledger;
    const items = [await acknowledgement(ledger, first), await acknowledgement(ledger, second)];
    const signed = await buyer.signs([bulk.call("acknowledgeMany", items)]);
    const events = receivables.events(await buyer.submits(signed), "Acknowledged");
    expect(events.map(({ id, intent }) => ({ id, intent }))).to.deep.equal([
      { id: first, intent: signed.intent.id },
      { id: second, intent: signed.intent.id },
    ]);
  });

  it("acknowledges nothing for the seller or a stranger", async () => {
    const ledger = await loadFixture(paymentRun);
    const { supplier, bulk, first } = ledger;
    const call = bulk.call("acknowledgeMany", [await acknowledgement(ledger, first)]);
    for (const receipt of [await supplier.acts(call), await send(call, outsider(5))]) {
      expect(skipped(ledger, receipt)).to.deep.equal([{ index: 0n, id: first, error: "NotDebtor" }]);
    }
    expect(await claimOf(ledger, first)).to.include({ status: Status.REGISTERED });
  });

  it("works while the ledger is paused, since no unit moves", async () => {
    const ledger = await loadFixture(paymentRun);
    const { pauser, receivables, buyer, bulk, first } = ledger;
    await pauser.acts(receivables.call("pause"));
    const receipt = await buyer.acts(bulk.call("acknowledgeMany", [await acknowledgement(ledger, first)]));
    expect(skipped(ledger, receipt)).to.deep.equal([]);
    expect(await claimOf(ledger, first)).to.include({ status: Status.ACKNOWLEDGED });
  });
});
