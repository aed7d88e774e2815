import { readFileSync } from "node:fs";

import { readBundle } from "../../services/auditor/format/bundle.ts";
import type { Bundle } from "../../services/auditor/format/bundle.ts";
import { readTrust } from "../../services/auditor/format/trust.ts";
import { topicOf } from "../../services/auditor/format/topic.ts";
import { verify } from "../../services/auditor/verify/verify.ts";
import { fromHex } from "../../services/domain/hex.ts";
import { keccak } from "../../services/evm/keccak.ts";
import { recoverDigest } from "../../services/evm/signature.ts";
import type { Finding } from "../bench.ts";
import { median } from "./median.ts";

const WARM_UP = 20;
const ROUNDS = 60;

const fixture = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/proofs/${name}`, import.meta.url), "utf8").trimEnd();

/** Verifying a bundle, from text to verdicts, against what no verifier can leave out: its hashes and its signatures. */
export function b5(): Finding {
  const text = fixture("bundle.json");
  const trust = readTrust(fixture("trust.json"));
  const bundle = readBundle(text);
  const pieces = bytesToHash(bundle);
  const signatures = [
    ...bundle.intents.flatMap((intent) => intent.signatures),
    ...(bundle.attestation ? [bundle.attestation.signature] : []),
    ...(bundle.checkpoint ? [bundle.checkpoint.signature] : []),
  ];
  const digest = topicOf(bundle.subject);

  const whole = (): void => {
    if (verify(readBundle(text), trust).result !== "proven") throw new Error("the vector is not proven");
  };
  const bound = (): void => {
    for (const piece of pieces) keccak(piece);
    for (const signature of signatures) recoverDigest(digest, signature);
  };
  for (let round = 0; round < WARM_UP; round++) {
    whole();
    bound();
  }
  const [wholes, bounds]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    wholes.push(milliseconds(whole));
    bounds.push(milliseconds(bound));
  }
  const [wholeMs, boundMs] = [median(wholes), median(bounds)];
  return {
    work: "verifying a claim's bundle",
    against: "the hash + recover lower bound",
    goal: ">= 0.5",
    ratio: boundMs / wholeMs,
    figures: {
      "bundle, bytes": text.length,
      events: bundle.events.length,
      "bytes for each event": Math.round(text.length / bundle.events.length),
      "trie nodes": bundle.nodes.length,
      "trie nodes, bytes": bundle.nodes.reduce((sum, node) => sum + (node.length - 2) / 2, 0),
      "hashes that the bound takes": pieces.length,
      signatures: signatures.length,
      "verify, ms (median)": Number(wholeMs.toFixed(2)),
      "lower bound, ms (median)": Number(boundMs.toFixed(2)),
      rounds: ROUNDS,
      ...Object.fromEntries(OTHERS.flatMap((kind) => Object.entries(figuresOf(kind)))),
    },
  };
}

/** Bundles of other kinds, and what they come to. */
const OTHERS = ["claim", "asset", "party"] as const;
const CALLED = {
  claim: "claim with attestations",
  asset: "asset with liens",
  party: "party with receipts",
} as const;

function figuresOf(kind: (typeof OTHERS)[number]): Record<string, number> {
  const text = fixture(`ledger/${kind}.json`);
  const trust = readTrust(fixture("ledger/trust.json"));
  const rounds = Array.from({ length: WARM_UP }, () => milliseconds(() => void verify(readBundle(text), trust)));
  return {
    [`${CALLED[kind]}, bytes`]: text.length,
    [`${CALLED[kind]}, events`]: readBundle(text).events.length,
    [`${CALLED[kind]}, verify, ms (median)`]: Number(median(rounds).toFixed(2)),
  };
}

/** Every node, the events and what chains them, the calls, a proof's leaves and nodes, each as bytes of their length. */
function bytesToHash({ nodes, events, statements, accounts, intents, fields }: Bundle): Uint8Array[] {
  const logged = [...events, ...statements, ...accounts.flatMap((account) => account.events)];
  return [
    ...nodes.map((node) => fromHex(node)),
    ...logged.flatMap(({ data }) => [fromHex(data), new Uint8Array(96)]),
    ...intents.flatMap(({ calls }) => calls.flatMap((call) => (typeof call === "string" ? [] : [fromHex(call.data)]))),
    ...fields.flatMap(({ steps }) => steps.map(() => new Uint8Array(65))),
  ];
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
