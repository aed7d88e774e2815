import { expect } from "chai";

import { BUNDLE, altered, judge, parsed, TRUST } from "./vector.ts";
import type { Forgeable } from "./vector.ts";

/** What is refused, by which verdict, and how it is made. */
const FORGERIES: readonly (readonly [what: string, verdict: string, change: (bundle: Forgeable) => unknown])[] = [
  ["the last event left out", "history", ({ events }) => events.pop()],
  ["the first event left out", "events", ({ events }) => events.shift()],
  ["an event in the middle left out", "events", ({ events }) => events.splice(4, 1)],
  ["two events exchanged", "events", ({ events }) => events.splice(3, 2, found(events[4]), found(events[3]))],
  ["an event twice", "events", ({ events }) => events.splice(3, 0, found(events[3]))],
  ["an event of another claim", "events", ({ events }) => (found(events[5]).topics[1] = `0x${"ab".repeat(32)}`)],
  ["no events", "events", ({ events }) => events.splice(0)],
  [
    "an event of no kind that claims have",
    "events",
    ({ events }) => (found(events[5]).topics[0] = `0x${"ab".repeat(32)}`),
  ],
  [
    "an event of too few arguments",
    "events",
    ({ events }) => (found(events[5]).data = found(events[5]).data.slice(0, -64)),
  ],
  ["an event without a subject", "events", ({ events }) => found(events[5]).topics.pop()],
  ["another contract for the claims", "ledger", (bundle) => (bundle.contract = found(bundle.intents[0]).account)],
  ["another chain", "ledger", ({ network }) => (network.chainId = 1)],
  ["another network of the same chain id", "ledger", ({ network }) => (network.networkId = `0x${"12".repeat(32)}`)],
  ["a version that is not trusted", "ledger", (bundle) => (bundle.version = 9)],
  ["a node left out", "ledger", ({ nodes }) => nodes.splice(2, 1)],
  ["all nodes left out", "ledger", ({ nodes }) => nodes.splice(0)],
  ["a node that proves nothing", "ledger", ({ nodes }) => nodes.push("0xff")],
  ["an intent left out", "signatures", ({ intents }) => intents.splice(2, 1)],
  ["all intents left out", "signatures", ({ intents }) => intents.splice(0)],
  ["a call hidden that was shown", "signatures", ({ intents }) => (found(intents[0]).calls = [`0x${"12".repeat(32)}`])],
  ["a call added", "signatures", ({ intents }) => found(intents[0]).calls.push(found(intents[0]).calls[0])],
  ["one of two signatures left out", "signatures", ({ intents }) => twice(intents).signatures.pop()],
  ["one signature twice", "signatures", ({ intents }) => repeatFirst(twice(intents).signatures)],
  ["two signatures exchanged", "signatures", ({ intents }) => twice(intents).signatures.reverse()],
  ["an account's signers left out", "signatures", ({ accounts }) => accounts.pop()],
  ["a change of signers left out", "signatures", ({ accounts }) => rotated(accounts).events.pop()],
  ["the first signers left out", "signatures", ({ accounts }) => rotated(accounts).events.shift()],
  ["no checkpoint, and names all the same", "checkpoint", (bundle) => (bundle.checkpoint = null)],
  ["a field twice", "malformed", ({ fields }) => fields.push(found(fields.at(-1)))],
  ["fields exchanged", "document", swapValues],
  ["a field's path left out of the proof", "document", ({ fields }) => found(fields[0]).steps.pop()],
  ["nodes in another order", "malformed", ({ nodes }) => nodes.reverse()],
  ["a node twice", "malformed", ({ nodes }) => nodes.splice(1, 0, found(nodes[1]))],
  ["intents in another order", "malformed", ({ intents }) => intents.reverse()],
  ["an intent twice", "malformed", ({ intents }) => intents.push(found(intents.at(-1)))],
  ["accounts in another order", "malformed", ({ accounts }) => accounts.reverse()],
  ["a field that the format does not know", "malformed", (bundle) => (bundle["note"] = "trust me")],
  ["a missing field", "malformed", (bundle) => Reflect.deleteProperty(bundle, "checkpoint")],
  ["another format", "malformed", (bundle) => (bundle.format = "tallystick-proof/2")],
  ["capital digits", "malformed", (bundle) => (bundle.subject = bundle.subject.toUpperCase().replace("0X", "0x"))],
  ["a number with a leading zero", "malformed", ({ state }) => (state["units"] = `0${String(state["units"])}`)],
  ["a negative number", "malformed", ({ state }) => (state["units"] = "-1")],
  ["a number of a thousand digits", "malformed", ({ state }) => (state["units"] = "9".repeat(1_000))],
  ["a version that is no whole number", "malformed", (bundle) => (bundle.version = 1.5)],
];

const found = <T>(item: T | undefined): T => item ?? expect.fail("the vector has no such thing");
const twice = (intents: Forgeable["intents"]) => found(intents.find(({ signatures }) => signatures.length === 2));
const rotated = (accounts: Forgeable["accounts"]) => found(accounts.find(({ events }) => events.length === 2));
const repeatFirst = (list: string[]): unknown => list.splice(1, 1, found(list[0]));

function swapValues({ fields: [first, second] }: Forgeable): void {
  const [a, b] = [found(first), found(second)];
  [a.value, b.value] = [b.value, a.value];
}

describe("a forged bundle", () => {
  for (const [what, verdict, change] of FORGERIES) {
    it(`is refused: ${what}`, () => {
      const judged = altered(change);
      if (verdict === "malformed") expect(judged).to.equal("malformed");
      else expect(judged).to.be.an("array").that.includes(verdict);
    });
  }

  it("is refused when it is cut off anywhere", () => {
    for (let at = 0; at < BUNDLE.length; at += 997)
      expect(judge(BUNDLE.slice(0, at)), String(at)).to.equal("malformed");
  });

  it("is refused in any other writing of the same content", () => {
    const bundle = parsed();
    const writings: Record<string, string> = {
      "with white space": JSON.stringify(bundle, null, 2),
      "with a blank before": ` ${BUNDLE}`,
      "with two line breaks after": `${BUNDLE}\n\n`,
      "with a byte order mark": `\ufeff${BUNDLE}`,
      "with its fields in another order": JSON.stringify(Object.fromEntries(Object.entries(bundle).reverse())),
      "with a field twice, the first being false": BUNDLE.replace('"state":{', '"state":{"status":"acknowledged",'),
      "with a letter written as an escape": BUNDLE.replace('"settled"', '"\\u0073ettled"'),
      "with a field that reaches into objects": BUNDLE.replace('"state":{', '"state":{"__proto__":{},'),
    };
    for (const [what, text] of Object.entries(writings)) expect(judge(text), what).to.equal("malformed");
    expect(judge(`${BUNDLE}\n`), "with one line break after").to.equal("proven");
  });

  it("is refused by whoever trusts another network, other code, or other keys", () => {
    const [version] = TRUST.versions;
    if (!version) throw new Error("the vector trusts a version");
    const key = "0x1111111111111111111111111111111111111111" as (typeof TRUST.operatorKeys)[number];
    const hash = `0x${"11".repeat(32)}` as (typeof TRUST)["network"]["networkId"];
    const change = (changed: Partial<typeof version>) => ({ ...TRUST, versions: [{ ...version, ...changed }] });
    const cases: readonly (readonly [string, string, typeof TRUST])[] = [
      ["another genesis", "ledger", { ...TRUST, network: { ...TRUST.network, genesisHash: hash } }],
      ["another name", "ledger", { ...TRUST, network: { ...TRUST.network, name: "other" } }],
      ["other code", "ledger", change({ codeHashes: { ...version.codeHashes, receivables: hash } })],
      ["another clone", "ledger", change({ contracts: { ...version.contracts, accountImplementation: key } })],
      ["a contract without address", "ledger", change({ contracts: {} })],
      ["another layout", "ledger", change({ layout: 2 })],
      ["another fingerprinter", "issuer", change({ fingerprinters: [key] })],
      ["another operator", "checkpoint", { ...TRUST, operatorKeys: [key] }],
    ];
    for (const [what, verdict, trust] of cases)
      expect(judge(BUNDLE, trust), what).to.be.an("array").that.includes(verdict);
  });

  it("is refused with a file that is not the document, and cannot vouch for one whose hash it does not show", () => {
    expect(judge(BUNDLE, TRUST, "0".repeat(64))).to.deep.equal(["document"]);
  });
});
