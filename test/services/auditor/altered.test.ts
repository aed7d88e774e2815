import { expect } from "chai";

import type { Question } from "../../../services/auditor/verify/report.ts";
import { BUNDLE, FACILITY, FACILITY_TRUST, judge, LEDGER_BUNDLES, LEDGER_TRUST, parsed, TRUST } from "./vector.ts";

interface Leaf {
  /** Path with the places in lists left open: what kind of byte it is. */
  readonly kind: string;
  readonly value: string | number | boolean;
  readonly replace: (value: unknown) => string;
}

/** Every value of the bundle, with a way to make the bundle anew with another one in its place. */
function leaves(text: string): Leaf[] {
  const found: Leaf[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    if (value === null) return;
    const kind = path.map((part) => (typeof part === "number" || part.startsWith("0x") ? "*" : part)).join("/");
    const replace = (other: unknown): string => {
      const bundle = parsed(text);
      let at: Record<string | number, unknown> = bundle;
      for (const part of path.slice(0, -1)) at = at[part] as typeof at;
      at[path.at(-1) ?? ""] = other;
      return JSON.stringify(bundle);
    };
    found.push({ kind, value: value as Leaf["value"], replace });
  };
  walk(parsed(text), []);
  return found;
}

const COUNTERPARTS: Readonly<Record<string, string>> = {
  ...{ settled: "acknowledged", left: "right", right: "left" },
  ...{ pending: "verified", granted: "application", patent: "design", extension: "grant" },
  ...{ "security-interest": "pledge", own: "own-hsm", "own-hsm": "own", "operator-held": "own" },
  ...{ agreed: "suspended", repaid: "drawn" },
};

/** Values that differ from the given one in a digit at its beginning, in its middle and at its end. */
function others(value: Leaf["value"]): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1];
  if (value === "0x") return ["0x00"];
  if (value in COUNTERPARTS) return [COUNTERPARTS[value]];
  if (/^[0-9]+$/.test(value)) return [(BigInt(value) + 1n).toString()];
  if (/^[A-Z]{2,3}$/.test(value)) return [value.slice(0, -1) + (value.endsWith("X") ? "Y" : "X")];
  if (!value.startsWith("0x")) return [`${value}x`];
  const places = [2, Math.floor((value.length + 2) / 2), value.length - 1];
  return places.map((at) => value.slice(0, at) + (value[at] === "1" ? "2" : "1") + value.slice(at + 1));
}

/** The verdict that has to fail, by how the path begins; the longest that fits counts. */
const VERDICTS: Readonly<Record<string, Question | "malformed">> = {
  format: "malformed",
  kind: "malformed",
  subject: "events",
  network: "ledger",
  version: "ledger",
  contract: "ledger",
  block: "checkpoint",
  "block/stateRoot": "ledger",
  state: "status",
  events: "history",
  "accounts/*/address": "signatures",
  "accounts/*/events": "signatures",
  intents: "signatures",
  attestation: "issuer",
  fields: "document",
  checkpoint: "checkpoint",
  statements: "statements",
  receipts: "receipts",
  nodes: "ledger",
  labels: "checkpoint",
};

const expectedFor = (kind: string, isParty: boolean): Question | "malformed" => {
  // An account is its own contract.
  if (kind === "subject" && isParty) return "ledger";
  const [best = ""] = Object.keys(VERDICTS)
    .filter((start) => kind === start || kind.startsWith(`${start}/`))
    .sort((a, b) => b.length - a.length);
  return VERDICTS[best] ?? expect.fail(`no verdict is expected for ${kind}`);
};

const VECTORS = {
  "of a claim, with fields and names": [BUNDLE, TRUST, 60],
  "of a claim with attestations": [LEDGER_BUNDLES.claim, LEDGER_TRUST, 50],
  "of an asset with liens": [LEDGER_BUNDLES.asset, LEDGER_TRUST, 60],
  "of a facility that was repaid": [FACILITY, FACILITY_TRUST, 45],
  "of a party with receipts": [LEDGER_BUNDLES.party, LEDGER_TRUST, 60],
} as const;

for (const [what, [text, trust, least]] of Object.entries(VECTORS)) {
  describe(`an altered bundle ${what}`, () => {
    const kinds = Map.groupBy(leaves(text), ({ kind }) => kind);

    it("is proven while nothing is altered", () => {
      expect(judge(text, trust)).to.equal("proven");
      expect(kinds.size).to.be.greaterThan(least);
    });

    for (const [kind, all] of kinds) {
      it(`is refused for ${kind}, by the right verdict`, () => {
        const sample = [...new Set([all.at(-1), all[Math.floor(all.length / 2)], all[0]])];
        const expected = expectedFor(kind, text === LEDGER_BUNDLES.party);
        let judged = 0;
        for (const leaf of sample.filter((one) => one !== undefined)) {
          for (const other of others(leaf.value)) {
            // One vector is gone through thoroughly, for the others one alteration of each kind suffices.
            if (text !== BUNDLE && judged > 0) break;
            const verdict = judge(leaf.replace(other), trust);
            expect(verdict, `${String(leaf.value)} as ${String(other)}`).not.to.equal("proven");
            // What cannot even be read, or stands out of order then, is refused before any question is asked.
            if (verdict === "malformed") continue;
            judged++;
            expect(verdict, `${kind} as ${String(other)}`).to.include(expected);
          }
        }
        expect(judged > 0, "whether a verdict was reached").to.equal(expected !== "malformed");
      });
    }
  });
}
