import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BUGS } from "./plant/bugs.ts";
import type { Edit, PlantedBug } from "./plant/bugs.ts";
import { HARDHAT, root } from "./run.ts";

const AT_ONCE = 2;
const COPIED = ["contracts", "hardhat.config.ts", "package.json", "tsconfig.json", "test/contracts/invariant"];

/** A copy of the contracts and their invariants, with one bug; the dependencies are linked. */
function plant({ edits }: PlantedBug): string {
  const folder = mkdtempSync(join(tmpdir(), "tallystick-plant-"));
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const edit of edits) apply(folder, edit);
  return folder;
}

function apply(folder: string, { file, find, replace }: Edit): void {
  const path = join(folder, "contracts", file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== 2) throw new Error(`"${find}" stands ${parts.length - 1} times in ${file}, not once`);
  writeFileSync(path, parts.join(replace));
}

async function runInvariants(folder: string): Promise<string> {
  const child = spawn(process.execPath, [HARDHAT, "test", "solidity", "test/contracts/invariant/Ledger.t.sol"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return output;
}

/** Caught only if the named invariant itself fails, and not merely because too few calls succeeded. */
function isCaught(output: string, { invariant }: PlantedBug): boolean {
  const name = `invariant_${invariant}_`;
  const [, report] = output.split(/\d+ failing/);
  const failure = report?.split(/^\s*\d+\) /m).find((text) => text.includes(name));
  return failure !== undefined && !failure.includes("TooFew");
}

async function check(bug: PlantedBug): Promise<boolean> {
  const folder = plant(bug);
  try {
    const output = await runInvariants(folder);
    const caught = isCaught(output, bug);
    process.stdout.write(`${caught ? "caught" : "MISSED"} ${bug.invariant}: ${bug.why}\n`);
    if (!caught) process.stdout.write(`${output.slice(-4000)}\n`);
    return caught;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Plants each bug in a copy of its own and demands that its invariant trips. */
async function main(): Promise<void> {
  const [only] = process.argv.slice(2);
  const waiting = BUGS.filter(({ invariant }) => only === undefined || invariant === only);
  const results: boolean[] = [];
  const worker = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) results.push(await check(bug));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const missed = results.filter((caught) => !caught).length;
  process.stdout.write(`${results.length - missed} passed, ${missed} failed\n`);
  process.exitCode = missed === 0 && results.length > 0 ? 0 : 1;
}

await main();
