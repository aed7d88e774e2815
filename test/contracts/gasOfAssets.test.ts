import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";

import { EVIDENCE, coOwnedAsset, consent, entry, proposal, registration } from "./Assets/acts.ts";
import { deployLedger } from "./support/ledger.ts";
import { loadFixture, startAnew } from "./support/network.ts";

/*
 * What acts on assets and liens cost, as whole transactions of the party's account, the first honest measurement: they are rare,
 * and each stores what an auditor must find. As in gas.test.ts the numbers are exact; UPDATE_GAS=1 rewrites them.
 */
const SNAPSHOT = new URL("gas.assets.snapshot.json", import.meta.url);
/** Instants of which no byte is zero. */
const LATER = 0x7f_ff_ff_ffn;
const LONG_AGO = 0x11_11_11_11n;

describe("Gas of assets and liens", () => {
  const measured = new Map<string, bigint>();
  before(startAnew);

  it("of an entry and its verification", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, registrar, assets } = ledger;
    const given = await registration(ledger);
    const term = { ...given.term, expiresAt: LATER };
    const entered = assets.call("register", { ...given, term, feesPaidUntil: LATER });
    measured.set("register an asset of one owner", (await supplier.actsDirectly(entered)).gasUsed);
    const id = await assets.text("idOf", given.office, given.kind, given.number);
    const verified = assets.call("verify", id, EVIDENCE);
    measured.set("verify an asset", (await registrar.actsDirectly(verified)).gasUsed);
  });

  it("of a lien on an asset of two owners, the first on it and behind another, and its release", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { supplier, buyer, financier, registrar, assets } = ledger;
    const proposed = assets.call("propose", await proposal(ledger, { debtDueAt: LONG_AGO }));
    measured.set("propose a lien", (await supplier.actsDirectly(proposed)).gasUsed);
    await consent(ledger, 1n, buyer);
    measured.set("the last consent", (await financier.actsDirectly(assets.call("consent", 1n))).gasUsed);
    const first = assets.call("activate", 1n, await entry({ officialAt: LONG_AGO }));
    measured.set("register the first lien", (await registrar.actsDirectly(first)).gasUsed);
    await supplier.acts(proposed);
    await consent(ledger, 2n, buyer);
    await consent(ledger, 2n, financier);
    const second = assets.call("activate", 2n, await entry({ officialAt: LONG_AGO, sequence: 2n }));
    measured.set("register a second lien", (await registrar.actsDirectly(second)).gasUsed);
    measured.set("release a lien", (await financier.actsDirectly(assets.call("release", 1n, EVIDENCE))).gasUsed);
  });

  it("is what the committed snapshot says", () => {
    const now = Object.fromEntries([...measured].map(([name, gas]) => [name, Number(gas)]));
    if (process.env["UPDATE_GAS"] === "1") writeFileSync(SNAPSHOT, `${JSON.stringify(now, undefined, 2)}\n`);
    expect(now).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, "utf8")));
  });
});
