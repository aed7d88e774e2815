import { expect } from "chai";

import { expiredParty, freeze, freezeUnits, newcomer, pause } from "./standing.ts";
import { acknowledgedClaim, acknowledge, give, pay, register } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { FACE, invoice } from "../support/invoices.ts";
import { PartyRole } from "../support/ledger.ts";
import { loadFixture, outsider } from "../support/network.ts";
import { Refused } from "../support/refusal.ts";
import { ask } from "../support/transactions.ts";

const HELD = 100n;
const FROZEN = 40n;

interface Setting extends WithClaim {
  /** Holders of HELD units each, some frozen, and those who hold none. */
  readonly accounts: readonly string[];
  readonly registered: bigint;
  readonly settled: bigint;
}

async function setting(): Promise<Setting> {
  const ledger = await acknowledgedClaim();
  const { id, supplier, subSupplier, buyer, market } = ledger;
  const registered = await register(ledger, invoice(ledger));
  const settled = await register(ledger, invoice(ledger));
  await acknowledge(ledger, settled);
  await pay(ledger, settled, FACE);
  const partly = await newcomer(ledger, "partly frozen units");
  const overly = await newcomer(ledger, "more units frozen than held");
  const barred = await newcomer(ledger, "frozen");
  const expired = await newcomer(ledger, "expired");
  for (const holder of [subSupplier, partly, overly, barred, expired]) await give(ledger, id, supplier, holder, HELD);
  await freezeUnits(ledger, id, partly, FROZEN);
  await freezeUnits(ledger, id, overly, HELD + 1n);
  await freeze(ledger, barred);
  const never = await expiredParty(ledger, "expired without units", PartyRole.ENTERPRISE);
  const holders = [supplier, subSupplier, partly, overly, barred, expired, never, buyer];
  return { ...ledger, registered, settled, accounts: [...holders.map((h) => h.address), market.address, outsider(5)] };
}

/** Whether the transfer by the holder itself goes through, asked of the very function that transfers. */
async function goesThrough({ receivables }: Setting, from: string, to: string, id: bigint, units: bigint) {
  try {
    await ask(receivables.call("safeTransferFrom", from, to, id, units, "0x"), from);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** Compares the answers over every pair of accounts, claim and number of units; counts both kinds. */
async function compare(given: Setting): Promise<{ allowed: number; refused: number }> {
  const counts = { allowed: 0, refused: 0 };
  for (const from of given.accounts) {
    for (const to of given.accounts) {
      for (const id of [given.id, given.registered, given.settled, 7n]) {
        for (const units of [0n, 1n, HELD - FROZEN, HELD - FROZEN + 1n, HELD, HELD + 1n, 2n ** 96n]) {
          if (id !== given.id && units !== 1n) continue;
          const allowed = await given.receivables.flag("canTransfer", from, to, id, units);
          const label = `${from} to ${to}: ${String(units)} units of ${String(id)}`;
          expect(allowed, label).to.equal(await goesThrough(given, from, to, id, units));
          counts[allowed ? "allowed" : "refused"] += 1;
        }
      }
    }
  }
  return counts;
}

describe("ClaimToken.canTransfer", function () {
  this.timeout(120_000);

  it("says of every transfer what the transfer then does", async () => {
    const given = await loadFixture(setting);
    const { allowed, refused } = await compare(given);
    expect(allowed > 50, `${String(allowed)} allowed`).to.equal(true);
    expect(refused > 200, `${String(refused)} refused`).to.equal(true);
  });

  it("allows nothing under a pause, as no transfer goes through", async () => {
    const given = await loadFixture(setting);
    await pause(given);
    expect((await compare(given)).allowed).to.equal(0);
  });
});
