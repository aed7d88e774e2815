import { expect } from "chai";

import { newcomer } from "../ClaimToken/standing.ts";
import { acknowledge, register } from "../support/claims.ts";
import { invoice } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import { CN, DE, NONE, STRICT, expectTooLong, setPolicy } from "./governed.ts";

describe("Policies.setPolicy", () => {
  it("replaces what a country asks for, and says so", async () => {
    const ledger = await loadFixture(deployLedger);
    const { governor, policies } = ledger;
    const receipt = await governor.acts(policies.call("setPolicy", CN, STRICT));
    expect(policies.events(receipt, "PolicySet")).to.deep.equal([{ country: CN, ...STRICT }]);
    expect(await policies.struct("policyOf", CN)).to.deep.equal(STRICT);
    expect(await policies.struct("policyOf", DE)).to.deep.equal(NONE);
    await setPolicy(ledger, CN, { ...NONE, warnedTenor: 5n });
    expect(await policies.struct("policyOf", CN)).to.deep.equal({ ...NONE, warnedTenor: 5n });
  });

  it("refuses no country", async () => {
    const ledger = await loadFixture(deployLedger);
    await expectRefusal(setPolicy(ledger, "0x0000", STRICT), "NoCountry");
  });

  it("governs a claim if either country has a policy, whatever kind of rule it is", async () => {
    const ledger = await loadFixture(deployLedger);
    const governs = (seller: string, debtor: string) => ledger.policies.flag("governs", seller, debtor);
    for (const policy of [STRICT, { ...NONE, warnedTenor: 1n }, { ...NONE, longestTenor: 1n }]) {
      await setPolicy(ledger, CN, policy);
      expect([await governs(CN, DE), await governs(DE, CN), await governs(DE, DE)]).to.deep.equal([true, true, false]);
    }
    await setPolicy(ledger, CN, { ...NONE, needsRegistration: true });
    expect(await governs(DE, CN)).to.equal(true);
    await setPolicy(ledger, CN, NONE);
    expect(await governs(CN, CN)).to.equal(false);
  });

  it("binds no claim that was registered before either country had one", async () => {
    const ledger = await loadFixture(deployLedger);
    const before = await register(ledger, invoice(ledger));
    await setPolicy(ledger, DE, STRICT);
    const after = await register(ledger, invoice(ledger));
    const late = (await now()) + 500n * DAY;
    await acknowledge(ledger, before, { dueAt: late });
    await expectTooLong(acknowledge(ledger, after, { dueAt: late }), after, late);
  });

  it("holds the stricter of two countries, whichever end it is at", async () => {
    const ledger = await loadFixture(deployLedger);
    await setPolicy(ledger, DE, { ...NONE, longestTenor: 90n * DAY });
    await setPolicy(ledger, CN, { ...NONE, longestTenor: 30n * DAY });
    const chinese = await newcomer(ledger, "chinese", undefined, CN);
    const late = (await now()) + 60n * DAY;
    const sold = await register(ledger, invoice(ledger, { seller: chinese }));
    await expectTooLong(acknowledge(ledger, sold, { dueAt: late }), sold, late);
    const bought = await register(ledger, invoice(ledger, { debtor: chinese }));
    const given = { amount: 1n, dueAt: late, waivers: 0n, terms: `0x${"00".repeat(32)}`, id: bought };
    const act = chinese.acts(ledger.receivables.call("acknowledge", given));
    await expectTooLong(act, bought, late);
    await acknowledge(ledger, await register(ledger, invoice(ledger)), { dueAt: late });
  });
});
