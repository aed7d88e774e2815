import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";

import { buildVerifier } from "../../../scripts/service/verifierFile.ts";
import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readParts } from "../../../services/auditor/format/readParts.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { BUNDLE, LEDGER_BUNDLES, parsed, TRUST_TEXT } from "./vector.ts";

async function* inParts(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}

/** What is read, or that it is refused. */
async function partly(text: string, size: number): Promise<unknown> {
  try {
    return (await readParts(inParts(text, size))).bundle;
  } catch (error) {
    if (error instanceof DomainError && error.code === "malformed") return "malformed";
    throw error;
  }
}

function whole(text: string): unknown {
  try {
    return readBundle(text);
  } catch (error) {
    if (error instanceof DomainError && error.code === "malformed") return "malformed";
    throw error;
  }
}

describe("a bundle that comes in parts", () => {
  it("is read as a whole one is, wherever it is cut", async () => {
    for (const text of [BUNDLE, ...Object.values(LEDGER_BUNDLES)])
      for (const size of [1_000, 4_097, 1 << 20]) expect(await partly(text, size)).to.deep.equal(readBundle(text));
    expect(await partly(BUNDLE, 1)).to.deep.equal(readBundle(BUNDLE));
  });

  it("is refused as a whole one is, in any other writing and with anything in it", async () => {
    const place = fc.nat(BUNDLE.length - 1);
    const other = fc.constantFrom("0", "1", "a", "f", '"', "[", "]", "{", "}", ",", ":", " ", "\n", "\u0000", "\\");
    await fc.assert(
      fc.asyncProperty(place, other, fc.integer({ min: 500, max: 9_000 }), async (at, character, size) => {
        const text = BUNDLE.slice(0, at) + character + BUNDLE.slice(at + 1);
        expect(await partly(text, size)).to.deep.equal(whole(text));
      }),
      { numRuns: 60 },
    );
    const writings = [
      "",
      "{",
      "{}",
      "[]",
      "null",
      `${BUNDLE}\n\n`,
      ` ${BUNDLE}`,
      `${BUNDLE}}`,
      `${BUNDLE},{}`,
      JSON.stringify(parsed(), null, 1),
      BUNDLE.replace('"nodes":[', '"nodes":[,'),
      BUNDLE.replace('"events":[', '"events":[],"events":['),
      BUNDLE.replace('{"format"', '{"__proto__":{},"format"'),
      BUNDLE.slice(0, -1),
    ];
    for (const text of writings) expect(await partly(text, 777), text.slice(0, 60)).to.equal("malformed");
    expect(await partly(`${BUNDLE}\n`, 777)).to.deep.equal(readBundle(BUNDLE));
  });
});

describe("the verifier and bundles made to exhaust it", function () {
  this.timeout(180_000);
  /** Old space of the verifier, in MiB, and a stop for one that hangs. */
  const MEMORY = 112;
  const PATIENCE = 60_000;
  const SIZE = 16 * 1024 * 1024;
  const folder = mkdtempSync(join(tmpdir(), "tallystick-large-"));
  before(async () => {
    writeFileSync(join(folder, "trust.json"), TRUST_TEXT);
    await buildVerifier(join(folder, "tallystick-verify.mjs"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(text: string): Promise<number | null> {
    writeFileSync(join(folder, "bundle.json"), text);
    const args = [
      `--max-old-space-size=${String(MEMORY)}`,
      "tallystick-verify.mjs",
      "bundle.json",
      "--trust",
      "trust.json",
    ];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: "ignore", timeout: PATIENCE });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
  }

  const times = (piece: string): number => Math.floor(SIZE / (piece.length + 1));
  const hash = (at: number): string => `0x${at.toString(16).padStart(64, "0")}`;
  const list = (count: number, piece: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => piece(at)).join(",");
  const filled = (field: string, content: string): string =>
    BUNDLE.replace(new RegExp(`"${field}":\\[.*?\\](?=,")`, "s"), `"${field}":[${content}]`);
  const node = (at: number): string => `"${hash(at)}${"ab".repeat(500)}"`;
  const event = JSON.stringify(parsed().events[0]);

  const HOSTILE: Readonly<Record<string, readonly [code: number, text: () => string]>> = {
    "nodes that prove nothing": [1, () => filled("nodes", list(times(node(0)), node))],
    "one event over and over": [1, () => BUNDLE.replace('"events":[', `"events":[${list(times(event), () => event)},`)],
    "brackets within brackets": [2, () => BUNDLE.replace('"events":[', `"events":[${"[".repeat(SIZE / 2)}`)],
    "one text without an end": [2, () => BUNDLE.replace('"events":[', `"events":["${"a".repeat(SIZE)}`)],
    "numbers without an end": [2, () => BUNDLE.replace('"units":"', `"units":"${"9".repeat(SIZE)}`)],
    "items without an end": [2, () => BUNDLE.replace('"events":[', `"events":[${"0,".repeat(SIZE / 2)}`)],
    "fields without an end": [2, () => `{${list(SIZE / 16, (at) => `"f${String(at)}":0`)}}`],
  };
  for (const [what, [code, text]] of Object.entries(HOSTILE)) {
    it(`refuses ${what}, in little memory`, async () => {
      expect(await run(text())).to.equal(code);
    });
  }
});
