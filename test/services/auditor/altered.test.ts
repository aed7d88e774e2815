import { expect } from "chai";

import type { Question } from "../../../services/auditor/verify/report.ts";
import { BUNDLE, judge, parsed } from "./vector.ts";

interface Leaf {
  /** Path with the places in lists left open: what kind of byte it is. */
  readonly kind: string;
  readonly value: string | number | boolean;
  readonly replace: (value: unknown) => string;
}

/** Every value of the bundle, with a way to make the bundle anew with another one in its place. */
function leaves(): Leaf[] {
  const found: Leaf[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    const kind = path.map((part) => (typeof part === "number" || part.startsWith("0x") ? "*" : part)).join("/");
    const replace = (other: unknown): string => {
      const bundle = parsed();
      let at: Record<string | number, unknown> = bundle;
      for (const part of path.slice(0, -1)) at = at[part] as typeof at;
      at[path.at(-1) ?? ""] = other;
      return JSON.stringify(bundle);
    };
    found.push({ kind, value: value as Leaf["value"], replace });
  };
  walk(parsed(), []);
  return found;
}

const COUNTERPARTS: Readonly<Record<string, string>> = { settled: "acknowledged", left: "right", right: "left" };

/** Values that differ from the given one in a digit at its beginning, in its middle and at its end. */
function others(value: Leaf["value"]): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1];
  if (value === "0x") return ["0x00"];
  if (value in COUNTERPARTS) return [COUNTERPARTS[value]];
  if (/^[0-9]+$/.test(value)) return [(BigInt(value) + 1n).toString()];
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
  nodes: "ledger",
  labels: "checkpoint",
};

const expectedFor = (kind: string): Question | "malformed" => {
  const [best = ""] = Object.keys(VERDICTS)
    .filter((start) => kind === start || kind.startsWith(`${start}/`))
    .sort((a, b) => b.length - a.length);
  return VERDICTS[best] ?? expect.fail(`no verdict is expected for ${kind}`);
};

describe("an altered bundle", () => {
  const kinds = Map.groupBy(leaves(), ({ kind }) => kind);

  it("is proven while nothing is altered", () => {
    expect(judge(BUNDLE)).to.equal("proven");
    expect(kinds.size).to.be.greaterThan(60);
  });

  for (const [kind, all] of kinds) {
    it(`is refused for ${kind}, by the right verdict`, () => {
      const sample = [...new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)])];
      const expected = expectedFor(kind);
      let judged = 0;
      for (const leaf of sample.filter((one) => one !== undefined)) {
        for (const other of others(leaf.value)) {
          const verdict = judge(leaf.replace(other));
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
