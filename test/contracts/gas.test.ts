import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { id as hashOf } from "ethers";

import { artifactOf, CONTRACT_NAMES } from "../../services/chain/artifacts.ts";
import { acknowledgedClaim, acknowledgement, pay, registeredClaim } from "./support/claims.ts";
import type { WithClaim } from "./support/claims.ts";
import { claimId, FACE, invoice, registration } from "./support/invoices.ts";
import { admit, deployLedger, PartyRole } from "./support/ledger.ts";
import { loadFixture } from "./support/network.ts";
import type { SignedIntent } from "./support/party.ts";
import { send } from "./support/transactions.ts";

/*
 * Whole transactions: a direct call from the party's account pays the 21,000 of a transaction; in a batch it is shared.
 * The numbers are exact and committed; UPDATE_GAS=1 rewrites them, and the difference belongs in the commit.
 */
const BUDGETS = {
  "register, in a relay batch of 100 from 100 accounts": 185_000n,
  "register, in a relay batch of 100 from one account": 185_000n,
  "register, in registerMany of 100": 140_000n,
  acknowledge: 45_000n,
  "split to a new holder": 85_000n,
  "split to an existing holder": 65_000n,
  take: 150_000n,
  "pay, first on the claim": 105_000n,
  "pay, later": 75_000n,
  withdraw: 80_000n,
} as const;

/** Measured and watched, without a budget. */
const WATCHED = ["register, alone", "ask", "pay, first in the currency of all", "redeem"] as const;

type Operation = keyof typeof BUDGETS | (typeof WATCHED)[number];

const SNAPSHOT = new URL("gas.snapshot.json", import.meta.url);
const CODE_LIMIT = 22_000;
const BATCH = 100;

describe("Gas", function () {
  this.timeout(180_000);
  const measured = new Map<Operation, bigint>();

  it("of registrations, alone and in batches", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, receivables, relay, bulk } = ledger;
    const registering = async (seller = supplier): Promise<SignedIntent> =>
      seller.signs([receivables.call("register", await registration(ledger, invoice(ledger, { seller })))], {
        gas: 200_000n,
      });
    measured.set("register, alone", (await supplier.submits(await registering())).gasUsed);

    const items: SignedIntent[] = [];
    for (let at = 0; at < BATCH; at++) items.push(await registering());
    const same = await send(relay.call("relay", items));
    measured.set("register, in a relay batch of 100 from one account", same.gasUsed / BigInt(BATCH));

    const others: SignedIntent[] = [];
    for (let at = 0; at < BATCH; at++) {
      const terms = { roles: PartyRole.ENTERPRISE, keys: 1, threshold: 1 };
      others.push(await registering(await admit(ledger, `seller ${at}`, terms, (call) => ledger.registrar.acts(call))));
    }
    const different = await send(relay.call("relay", others));
    measured.set("register, in a relay batch of 100 from 100 accounts", different.gasUsed / BigInt(BATCH));

    const registrations: unknown[] = [];
    for (let at = 0; at < BATCH; at++) registrations.push(await registration(ledger, invoice(ledger)));
    const intent = await supplier.signs([bulk.call("registerMany", registrations)], { gas: 28_000_000n });
    const many = await supplier.submits(intent, 30_000_000n);
    measured.set("register, in registerMany of 100", many.gasUsed / BigInt(BATCH));
  });

  it("of an acknowledgement without further terms", async () => {
    const claim = await loadFixture(registeredClaim);
    const given = { ...(await acknowledgement(claim, claim.id)), terms: `0x${"00".repeat(32)}` };
    measured.set("acknowledge", (await claim.buyer.actsDirectly(claim.receivables.call("acknowledge", given))).gasUsed);
  });

  it("of splits, a sale, payments, a withdrawal and a redemption", async () => {
    const claim = await loadFixture(acknowledgedClaim);
    const { supplier, subSupplier, financier, buyer, receivables, market } = claim;
    const split = receivables.call("assign", claim.id, subSupplier.address, 100n, hashOf("sub-invoice"));
    measured.set("split to a new holder", (await supplier.actsDirectly(split)).gasUsed);
    measured.set("split to an existing holder", (await supplier.actsDirectly(split)).gasUsed);

    const offer = [receivables.address, claim.id, FACE / 2n, FACE / 2n - 100n, 2n ** 39n, []];
    measured.set("ask", (await supplier.actsDirectly(market.call("ask", offer))).gasUsed);
    measured.set("take", (await financier.actsDirectly(market.call("take", 1, FACE / 2n, FACE))).gasUsed);

    const paying = receivables.call("pay", claim.id, 1000n);
    measured.set("pay, first in the currency of all", (await buyer.actsDirectly(paying)).gasUsed);
    measured.set("pay, later", (await buyer.actsDirectly(paying)).gasUsed);
    measured.set("withdraw", (await financier.actsDirectly(receivables.call("withdraw", claim.id))).gasUsed);
    await pay(claim, claim.id, FACE - 2000n);
    measured.set("redeem", (await subSupplier.actsDirectly(receivables.call("redeem", claim.id))).gasUsed);
  });

  it("of the first payment on a claim, in a ledger that holds other claims' money", async () => {
    const claim: WithClaim = await loadFixture(acknowledgedClaim);
    const { supplier, buyer, receivables } = claim;
    const other = invoice(claim);
    await supplier.actsDirectly(receivables.call("register", await registration(claim, other)));
    await pay(claim, claim.id, 1000n);
    const paying = receivables.call("pay", claimId(other), 1000n);
    measured.set("pay, first on the claim", (await buyer.actsDirectly(paying)).gasUsed);
  });

  for (const [operation, budget] of Object.entries(BUDGETS) as [Operation, bigint][]) {
    it(`${operation}: at most ${budget}`, () => {
      expect(measured.get(operation)).to.be.a("bigint");
      expect(Number(measured.get(operation))).to.be.at.most(Number(budget));
    });
  }

  it("is what the committed snapshot says", () => {
    expect([...measured.keys()].sort()).to.deep.equal([...Object.keys(BUDGETS), ...WATCHED].sort());
    const now = Object.fromEntries([...measured].map(([name, gas]) => [name, Number(gas)]));
    if (process.env["UPDATE_GAS"] === "1" || !existsSync(SNAPSHOT)) {
      writeFileSync(SNAPSHOT, `${JSON.stringify(now, undefined, 2)}\n`);
    }
    expect(now).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, "utf8")));
  });

  for (const name of CONTRACT_NAMES.filter((contract) => contract !== "AccessManager")) {
    it(`code of ${name}: below ${CODE_LIMIT} bytes`, () => {
      expect(artifactOf(name).deployedBytecode.length / 2 - 1).to.be.below(CODE_LIMIT);
    });
  }
});
