import { readFileSync } from "node:fs";

import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readTrust } from "../../../services/auditor/format/trust.ts";
import type { Trust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import type { Question } from "../../../services/auditor/verify/report.ts";
import { DomainError } from "../../../services/domain/problem.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/proofs/${name}`, import.meta.url), "utf8").trimEnd();

export const BUNDLE = fixture("bundle.json");
export const TRUST = readTrust(fixture("trust.json"));
export const TRUST_TEXT = fixture("trust.json");

/** Of a ledger that was played in a test: a claim with attestations, an asset with liens, a party with receipts. */
export const LEDGER_TRUST = readTrust(fixture("ledger/trust.json"));
export const LEDGER_BUNDLES = {
  claim: fixture("ledger/claim.json"),
  asset: fixture("ledger/asset.json"),
  party: fixture("ledger/party.json"),
} as const;
/** Of another ledger: a facility that was novated, drawn, breached, waived, amended and repaid. */
export const FACILITY = fixture("facility/facility.json");
export const FACILITY_TRUST = readTrust(fixture("facility/trust.json"));

interface Logged {
  topics: string[];
  data: string;
}

/** A bundle as somebody may alter it. */
export interface Forgeable {
  [name: string]: unknown;
  format: string;
  subject: string;
  contract: string;
  version: number;
  network: { chainId: number; networkId: string };
  block: { extraData: string };
  state: Record<string, unknown>;
  events: Logged[];
  statements: Logged[];
  receipts: {
    seq: number;
    block: { receiptsRoot: string; number: string };
    transaction: number;
    log: number;
    checkpoint: unknown;
  }[];
  accounts: { address: string; events: Logged[] }[];
  intents: { account: string; calls: unknown[]; signatures: string[] }[];
  fields: { value: string; steps: unknown[] }[];
  checkpoint: unknown;
  nodes: string[];
  labels: Record<string, string>;
}

export const parsed = (text = BUNDLE): Forgeable => JSON.parse(text) as Forgeable;

/** What the verifier says of a text: "proven", "malformed" when it is no bundle, or the questions that failed. */
export function judge(text: string, trust: Trust = TRUST, sha256?: string): "proven" | "malformed" | Question[] {
  try {
    const { result, verdicts } = verify(readBundle(text), trust, sha256);
    if (result === "proven") return "proven";
    return verdicts.filter(({ outcome }) => outcome === "failed").map(({ question }) => question);
  } catch (error) {
    if (error instanceof DomainError && error.code === "malformed") return "malformed";
    throw error;
  }
}

/** What it says of a vector after a change. */
export function altered(
  change: (bundle: Forgeable) => unknown,
  trust?: Trust,
  text = BUNDLE,
): ReturnType<typeof judge> {
  const bundle = parsed(text);
  change(bundle);
  return judge(JSON.stringify(bundle), trust);
}
