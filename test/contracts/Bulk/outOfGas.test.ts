import { expect } from "chai";

import { acknowledgement, register } from "../support/claims.ts";
import { invoice, registration } from "../support/invoices.ts";
import { deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { decode } from "../support/refusal.ts";
import type { Call } from "../support/transactions.ts";

/** From too little for one item to plenty for all, in steps finer than an item. */
const levels = (step: bigint): bigint[] => Array.from({ length: 70 }, (_, at) => 30_000n + step * BigInt(at));
const ITEMS = 3;
/** So many tags that the 64th part of an item's gas, which is left when it has run out, is enough to call it refused. */
const KEYS = Array.from({ length: 8 }, (_, version) => `key ${String(version)}`);

interface Batch {
  readonly ledger: Ledger;
  readonly party: Party;
  readonly call: Call;
  /** The event that each item of the batch ends with. */
  readonly event: string;
}

async function registrations(): Promise<Batch> {
  const ledger = await deployLedger();
  const items = [];
  for (let item = 0; item < ITEMS; item++) items.push(await registration(ledger, invoice(ledger, { keys: KEYS })));
  return { ledger, party: ledger.supplier, call: ledger.bulk.call("registerMany", items), event: "Registered" };
}

async function acknowledgements(): Promise<Batch> {
  const ledger = await deployLedger();
  const items = [];
  for (let item = 0; item < ITEMS; item++)
    items.push(await acknowledgement(ledger, await register(ledger, invoice(ledger))));
  return { ledger, party: ledger.buyer, call: ledger.bulk.call("acknowledgeMany", items), event: "Acknowledged" };
}

/** What an intent with so much gas comes to: its error's name, or "done". */
async function ending({ ledger, party, call, event }: Batch, gas: bigint): Promise<string> {
  const receipt = await party.submits(await party.signs([call], { gas }));
  const skipped = ledger.bulk.events(receipt, "Refused");
  expect(skipped, `with ${String(gas)} gas, items skipped of which none is wrong`).to.be.empty;
  const [failed] = party.account.events(receipt, "IntentFailed");
  const items = ledger.receivables.events(receipt, event);
  expect(items, `with ${String(gas)} gas, items done`).to.have.length(failed ? 0 : ITEMS);
  return failed ? decode(String(failed["reason"])).name : "done";
}

describe("Bulk with too little gas", () => {
  for (const [batch, step] of [
    [registrations, 25_000n],
    [acknowledgements, 3_000n],
  ] as const)
    it(`does all of its ${batch.name} or none, and never calls an item refused that ran out of gas`, async () => {
      const endings = new Map<string, number>();
      for (const gas of levels(step)) {
        const name = await ending(await loadFixture(batch), gas);
        endings.set(name, (endings.get(name) ?? 0) + 1);
      }
      expect(["nothing", "NotEnoughGas", "done"]).to.include.members([...endings.keys()]);
      expect(endings.get("done"), "levels of gas that were enough").to.be.greaterThan(1);
      expect(endings.get("NotEnoughGas"), "levels of gas at which an item ran out").to.be.greaterThan(1);
    });

  it("says which item ran out", async () => {
    const { party, call } = await loadFixture(registrations);
    const named = new Set<unknown>();
    for (const gas of levels(25_000n)) {
      const receipt = await party.submits(await party.signs([call], { gas }));
      const [failed] = party.account.events(receipt, "IntentFailed");
      if (!failed) break;
      const { name, args } = decode(String(failed["reason"]));
      if (name === "NotEnoughGas") named.add(args[0]);
    }
    expect([...named]).to.include.members([0n, 1n]);
  });
});
