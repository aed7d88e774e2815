import { expect } from "chai";

import { altered, FACILITY, FACILITY_TRUST, judge, LEDGER_BUNDLES, LEDGER_TRUST, parsed } from "./vector.ts";
import type { Forgeable } from "./vector.ts";

type Forgery = readonly [what: string, verdict: string, change: (bundle: Forgeable) => unknown];

const found = <T>(item: T | undefined): T => item ?? expect.fail("the vector has no such thing");
const listOf = (bundle: Forgeable, name: string): unknown[] => bundle.state[name] as unknown[];
const claim = parsed(LEDGER_BUNDLES.claim);
const asset = parsed(LEDGER_BUNDLES.asset);

const BUNDLES = { ...LEDGER_BUNDLES, facility: FACILITY } as const;
const drawdown = ({ state }: Forgeable): Record<string, unknown> =>
  found((state["drawdowns"] as Record<string, unknown>[])[0]);
const addressIn = ({ data }: { data: string }, other: string): string =>
  data.slice(0, 2 + 2 * 64 + 24) + other.slice(2) + data.slice(2 + 2 * 64 + 64);

const FORGERIES: Readonly<Record<keyof typeof BUNDLES, readonly Forgery[]>> = {
  claim: [
    ["a revocation left out", "statements", ({ statements }) => statements.pop()],
    ["no attestations", "statements", ({ statements }) => statements.splice(0)],
    ["an attestation twice", "statements", ({ statements }) => statements.push(found(statements[0]))],
    [
      "attestations exchanged",
      "statements",
      ({ statements }) => statements.splice(0, 2, ...statements.slice(0, 2).reverse()),
    ],
    [
      "an attestation about another claim",
      "statements",
      ({ statements }) => (found(statements[0]).topics[1] = `0x${"ab".repeat(32)}`),
    ],
    ["the kind of an asset", "malformed", (bundle) => (bundle["kind"] = "asset")],
    ["a kind that nobody knows", "malformed", (bundle) => (bundle["kind"] = "everything")],
    ["no attestation of the invoice", "malformed", (bundle) => (bundle["attestation"] = null)],
  ],
  asset: [
    ["the last event left out", "history", ({ events }) => events.pop()],
    ["an event in the middle left out", "events", ({ events }) => events.splice(4, 1)],
    ["an event of another asset", "events", ({ events }) => (found(events[3]).topics[1] = `0x${"ab".repeat(32)}`)],
    ["the history of a claim", "events", (bundle) => (bundle.events = claim.events)],
    [
      "another owner",
      "status",
      (bundle) => (found(listOf(bundle, "owners")[0] as { account: string }).account = claim.contract),
    ],
    ["no owner", "status", (bundle) => listOf(bundle, "owners").splice(0)],
    ["a lien left out", "status", (bundle) => listOf(bundle, "liens").splice(0)],
    ["a lien twice", "status", (bundle) => listOf(bundle, "liens").push(found(listOf(bundle, "liens")[0]))],
    ["another contract", "ledger", (bundle) => (bundle.contract = claim.contract)],
    ["the id of another asset", "events", (bundle) => (bundle.subject = `0x${"ab".repeat(32)}`)],
    ["the registrar's act by another's intent", "signatures", swapSignatures],
    ["an attestation of an invoice", "malformed", (bundle) => (bundle["attestation"] = claim["attestation"])],
    ["an attestation that was never made", "statements", (bundle) => (bundle.statements = claim.statements)],
  ],
  party: [
    ["the last signers left out", "history", ({ events }) => events.pop()],
    ["the first signers left out", "events", ({ events }) => events.shift()],
    ["the signers of another party", "history", (bundle) => (bundle.events = found(claim.accounts[0]).events)],
    ["a signer left out", "status", (bundle) => listOf(bundle, "signers").splice(0)],
    ["another country", "status", (bundle) => (bundle.state["country"] = "FR")],
    ["another party's account", "ledger", (bundle) => (bundle.subject = found(claim.accounts[0]).address)],
    ["a contract of the ledger as account", "ledger", (bundle) => (bundle.contract = asset.contract)],
    ["the id of a claim", "malformed", (bundle) => (bundle.subject = claim.subject)],
    ["a receipt of another event", "receipts", exchange],
    ["a receipt of no event", "receipts", ({ receipts }) => (found(receipts.at(-1)).seq = 99)],
    ["a receipt twice", "malformed", ({ receipts }) => receipts.push(found(receipts.at(-1)))],
    ["receipts in another order", "malformed", ({ receipts }) => receipts.reverse()],
    ["another place in the block", "receipts", ({ receipts }) => found(receipts[0]).transaction++],
    ["another place among the logs", "receipts", ({ receipts }) => found(receipts[0]).log++],
    ["a block that nobody signed", "receipts", ({ receipts }) => (found(receipts[0]).checkpoint = null)],
    [
      "the signature for another block",
      "receipts",
      (bundle) => (found(bundle.receipts[0]).checkpoint = bundle.checkpoint),
    ],
    [
      "the root of another block",
      "receipts",
      ({ receipts: [a, b] }) => (found(a).block.receiptsRoot = found(b).block.receiptsRoot),
    ],
    ["a receipt left out, with its nodes staying", "ledger", ({ receipts }) => receipts.shift()],
  ],
  facility: [
    ["the last event left out", "history", ({ events }) => events.pop()],
    ["an event in the middle left out", "events", ({ events }) => events.splice(4, 1)],
    ["an event of another facility", "events", ({ events }) => (found(events[3]).topics[1] = `0x${"ab".repeat(32)}`)],
    ["the history of an asset", "events", (bundle) => (bundle.events = asset.events)],
    ["terms a byte longer", "events", ({ events }) => (found(events[0]).data += "00".repeat(32))],
    [
      "another lender's acceptance",
      "signatures",
      (bundle) => {
        const accepted = found(bundle.events[1]);
        accepted.data = addressIn(accepted, claim.contract);
      },
    ],
    ["another status", "status", ({ state }) => (state["status"] = "suspended")],
    ["another borrower", "status", ({ state }) => (state["borrower"] = state["agent"])],
    ["a drawdown left out", "status", (bundle) => listOf(bundle, "drawdowns").splice(0)],
    ["a drawdown twice", "status", (bundle) => listOf(bundle, "drawdowns").push(drawdown(bundle))],
    ["more repaid than was", "status", (bundle) => (drawdown(bundle)["received"] = "60602")],
    ["less drawn than was", "status", (bundle) => (drawdown(bundle)["principal"] = "60000")],
    ["a drawdown still open", "status", (bundle) => (drawdown(bundle)["status"] = "drawn")],
    ["another contract", "ledger", (bundle) => (bundle.contract = claim.contract)],
    ["signatures exchanged", "signatures", swapSignatures],
  ],
};

function swapSignatures({ intents }: Forgeable): void {
  const [a, b] = [found(intents[0]), found(intents.at(-1))];
  [a.signatures, b.signatures] = [b.signatures, a.signatures];
}

function exchange({ receipts }: Forgeable): void {
  const [a, b] = [found(receipts[0]), found(receipts[1])];
  [a.block, b.block, a.checkpoint, b.checkpoint] = [b.block, a.block, b.checkpoint, a.checkpoint];
}

for (const [kind, forgeries] of Object.entries(FORGERIES)) {
  const text = BUNDLES[kind as keyof typeof BUNDLES];
  const trust = text === FACILITY ? FACILITY_TRUST : LEDGER_TRUST;
  describe(`a forged bundle of a ${kind}`, () => {
    it("is proven while nothing is forged", () => {
      expect(judge(text, trust)).to.equal("proven");
    });
    for (const [what, verdict, change] of forgeries) {
      it(`is refused: ${what}`, () => {
        const judged = altered(change, trust, text);
        if (verdict === "malformed") expect(judged).to.equal("malformed");
        else expect(judged).to.be.an("array").that.includes(verdict);
      });
    }
  });
}
