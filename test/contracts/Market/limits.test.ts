import { expect } from "chai";

import { Making, credit } from "../Servicing/acts.ts";
import { ZERO_HASH, acknowledge, acknowledgedClaim, give, pay, register } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { EUR, USD } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { FLOOR, bids, funded, hearing } from "./bidding.ts";
import { ASK, PRICE, UNITS, asks, takes } from "./sale.ts";

const SELLER = 0n;
const DEBTOR = 1n;
const NO_LIMIT = 2n ** 96n - 1n;

interface Limit {
  readonly cap: bigint;
  readonly used: bigint;
  readonly isSet: boolean;
}

const limits = (ledger: WithClaim, subject: bigint, party: Party, cap: bigint, by = ledger.financier) =>
  by.acts(ledger.market.call("setLimit", subject, party.address, EUR, cap));

const limitOn = async ({ market, financier }: WithClaim, subject: bigint, party: Party, currency = EUR) =>
  market.struct<Limit>("limitOf", financier.address, subject, party.address, currency);

const recounts = ({ market, receivables, buyer }: WithClaim, id: bigint, holder: Party) =>
  buyer.acts(market.call("recount", holder.address, receivables.address, id));

describe("A financier's limits", () => {
  it("are set by itself, for one seller or debtor and one currency", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { market, financier, buyer, supplier } = ledger;
    const receipt = await limits(ledger, DEBTOR, buyer, 5n);
    expect(market.events(receipt, "LimitSet")).to.deep.equal([
      { financier: financier.address, party: buyer.address, subject: DEBTOR, currency: EUR, cap: 5n },
    ]);
    expect(await limitOn(ledger, DEBTOR, buyer)).to.deep.equal({ cap: 5n, used: 0n, isSet: true });
    const none = { cap: 0n, used: 0n, isSet: false };
    expect(await limitOn(ledger, SELLER, buyer)).to.deep.equal(none);
    expect(await limitOn(ledger, DEBTOR, supplier)).to.deep.equal(none);
    expect(await limitOn(ledger, DEBTOR, buyer, USD)).to.deep.equal(none);
  });

  for (const [name, subject] of [
    ["seller", SELLER],
    ["debtor", DEBTOR],
  ] as const) {
    it(`stop a take that would exceed what it wants of one ${name}, and no smaller one`, async () => {
      const ledger = await loadFixture(hearing);
      const { financier, market, buyer, supplier, id } = ledger;
      const party = subject === SELLER ? supplier : buyer;
      await limits(ledger, subject, party, 20_000n);
      const args = [financier.address, subject, party.address, 20_001n, 20_000n];
      await expectRefusal(takes(ledger, 20_001n), "LimitExceeded", ...args);
      const receipt = await takes(ledger, 15_000n);
      const told = { financier: financier.address, party: party.address, id, subject, currency: EUR };
      expect(market.events(receipt, "LimitUsed")).to.deep.equal([{ ...told, exposure: 15_000n, used: 15_000n }]);
      await expectRefusal(takes(ledger, 5_001n), "LimitExceeded", ...args);
      await takes(ledger, 5_000n);
      expect((await limitOn(ledger, subject, party)).used).to.equal(20_000n);
    });
  }

  it("stop the acceptance of its own bid", async () => {
    const ledger = await loadFixture(hearing);
    await limits(ledger, DEBTOR, ledger.buyer, UNITS - 1n);
    await bids(ledger);
    const act = ledger.supplier.acts(ledger.market.call("accept", 1n, FLOOR));
    const { financier, buyer } = ledger;
    await expectRefusal(act, "LimitExceeded", financier.address, DEBTOR, buyer.address, UNITS, UNITS - 1n);
  });

  it("add up over claims", async () => {
    const ledger = await loadFixture(hearing);
    const { financier, buyer, supplier, market } = ledger;
    await limits(ledger, DEBTOR, buyer, UNITS + 9n);
    await takes(ledger);
    const other = await register(ledger, invoice(ledger));
    await acknowledge(ledger, other);
    await asks({ ...ledger, id: other }, { units: 10n, price: 10n });
    const args = [financier.address, DEBTOR, buyer.address, UNITS + 10n, UNITS + 9n];
    await expectRefusal(financier.acts(market.call("take", 2n, 10n, 10n)), "LimitExceeded", ...args);
    const receipt = await financier.acts(market.call("take", 2n, 9n, 10n));
    expect(market.events(receipt, "LimitUsed")[0]).to.include({ id: other, exposure: 9n, used: UNITS + 9n });
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(UNITS + 9n);
    expect((await limitOn(ledger, SELLER, supplier)).isSet).to.equal(false);
  });

  it("count what it held before only when asked, and by what the debtor still owes, rounded up", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { financier, supplier, buyer, id, market, receivables } = ledger;
    await give(ledger, id, supplier, financier, 10_001n);
    await limits(ledger, DEBTOR, buyer, 1n);
    await recounts(ledger, id, financier);
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(10_001n);
    await pay(ledger, id, FACE / 2n);
    await recounts(ledger, id, financier);
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(5_001n);
    const counted = await market.uint("countedOf", financier.address, DEBTOR, receivables.address, id);
    expect(counted).to.equal(5_001n);
    await pay(ledger, id, FACE / 2n);
    await recounts(ledger, id, financier);
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(0n);
  });

  it("count nothing of what was credited, nor of a claim that is cancelled", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { supplier, financier, buyer, id } = ledger;
    await give(ledger, id, supplier, financier, 10_000n);
    await limits(ledger, DEBTOR, buyer, FACE);
    await credit(ledger, FACE / 4n, Making.OWED);
    await recounts(ledger, id, financier);
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(7_500n);
    const other = await register(ledger, invoice(ledger));
    await limits(ledger, DEBTOR, buyer, FACE, supplier);
    const own = async () => limitOn({ ...ledger, financier: supplier }, DEBTOR, buyer);
    await recounts(ledger, other, supplier);
    expect((await own()).used).to.equal(FACE);
    await supplier.acts(ledger.servicing.call("cancel", other, ZERO_HASH));
    await recounts(ledger, other, supplier);
    expect((await own()).used).to.equal(0n);
  });

  it("are used less by what the financier sells on", async () => {
    const ledger = await loadFixture(hearing);
    const { financier, buyer, market } = ledger;
    await limits(ledger, DEBTOR, buyer, UNITS);
    await takes(ledger);
    await asks(ledger, { units: 25_000n, price: 25_000n }, financier);
    const reseller = await funded(ledger, "second financier", 30_000n);
    await reseller.acts(market.call("take", 2n, 25_000n, 25_000n));
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(UNITS - 25_000n);
  });

  it("can be lowered below what is used, and lifted", async () => {
    const ledger = await loadFixture(hearing);
    const { financier, buyer } = ledger;
    await limits(ledger, DEBTOR, buyer, UNITS);
    await takes(ledger, 100n);
    await limits(ledger, DEBTOR, buyer, 50n);
    const args = [financier.address, DEBTOR, buyer.address, 101n, 50n];
    await expectRefusal(takes(ledger, 1n), "LimitExceeded", ...args);
    await limits(ledger, DEBTOR, buyer, NO_LIMIT);
    await takes(ledger, UNITS - 100n);
    expect((await limitOn(ledger, DEBTOR, buyer)).used).to.equal(UNITS);
  });

  it("are nobody else's", async () => {
    const ledger = await loadFixture(hearing);
    const other = await funded(ledger, "other", PRICE);
    await limits(ledger, DEBTOR, ledger.buyer, 0n, other);
    await takes(ledger);
    await expectRefusal(other.acts(ledger.market.call("take", ASK, 1n, PRICE)), "AskNotOpen", ASK, 2n);
  });

  it("are counted only on claims that the market lists, and reserved only by system contracts", async () => {
    const ledger = await loadFixture(acknowledgedClaim);
    const { market, euro, financier, receivables, id } = ledger;
    const act = financier.acts(market.call("recount", financier.address, euro.address, id));
    await expectRefusal(act, "UnknownToken", euro.address);
    const reserve = financier.acts(market.call("reserve", financier.address, receivables.address, id, 1n));
    await expectRefusal(reserve, "NotSealed", financier.address);
  });
});
