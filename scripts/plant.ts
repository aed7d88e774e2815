import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import type { Bug } from "./plant/bug.ts";
import { BUGS } from "./plant/bugs.ts";
import { HARDHAT, root, run, tool } from "./run.ts";

const AT_ONCE = 2;
/** Seeds of the walks on which a bug is looked for, one after another: what chance keeps one from, the next comes upon. */
const SEEDS = ["0x01", "0x02", "0x03", "0x04"];
const NEEDED = ["contracts", "test/contracts/invariant", "package.json"];

/** A copy of what the invariants need, built once, so that a planted bug only rebuilds what it touches. */
async function buildOriginal(folder: string): Promise<void> {
  for (const path of NEEDED) await cp(join(root, path), join(folder, path), { recursive: true });
  await cp(join(root, "scripts/plant/hardhat.config.ts"), join(folder, "hardhat.config.ts"));
  await symlink(tool("."), join(folder, "node_modules"));
  const { code, output } = await run(HARDHAT, ["build", "--quiet"], { cwd: folder });
  if (code !== 0) throw new Error(`the original does not build:\n${output}`);
}

/** Copies a built tree. Hardhat's cache names files by their whole path, and a copy that it does not know is built anew. */
async function copyBuilt(original: string, folder: string): Promise<void> {
  await cp(original, folder, { recursive: true, verbatimSymlinks: true });
  const cache = join(folder, "cache/compile-cache.json");
  await writeFile(cache, (await readFile(cache, "utf8")).replaceAll(`${original}/`, `${folder}/`));
}

/** Plants a bug in a copy. @returns What is wrong with the bug itself, if anything. */
async function plant(bug: Bug, folder: string): Promise<string | undefined> {
  const file = join(folder, "contracts", bug.file);
  const source = await readFile(file, "utf8");
  const places = source.split(bug.find).length - 1;
  if (places !== 1) return `the text to replace occurs ${String(places)} times in ${bug.file}`;
  await writeFile(
    file,
    source.replace(bug.find, () => bug.replace),
  );
  return undefined;
}

/** Runs the bug's invariant, until a walk finds it. @returns Why the bug went unnoticed, or nothing if the invariant names it. */
async function unnoticed(bug: Bug, original: string): Promise<{ reason?: string; found?: string }> {
  const folder = await mkdtemp(join(tmpdir(), "tallystick-planted-"));
  try {
    await copyBuilt(original, folder);
    const flaw = await plant(bug, folder);
    if (flaw !== undefined) return { reason: flaw };
    let reason = "";
    for (const seed of SEEDS) {
      const { code, output } = await run(HARDHAT, ["test", "solidity", "--grep", `invariant_${bug.invariant}_`], {
        cwd: folder,
        env: { WALK_SEED: seed },
      });
      const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
      // Only a breach that the invariant itself names counts: a bug may also keep a run from doing enough.
      const found = new RegExp(`Error: (?:failed to set up .*environment: )?${bug.invariant}: (.*)`).exec(plain)?.[1];
      if (code !== 0 && found !== undefined) return { found };
      reason = code === 0 ? "the invariant holds" : (/Error\w*: .*/.exec(plain)?.[0] ?? plain.slice(-2000));
      if (code !== 0) break;
    }
    return { reason };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One bug for each invariant. */
function sample(): Bug[] {
  const chosen = BUGS.filter(({ inSample }) => inSample);
  for (const { invariant } of BUGS) {
    const count = chosen.filter((bug) => bug.invariant === invariant).length;
    if (count !== 1) throw new Error(`${String(count)} bugs stand for invariant ${invariant} in the sample, not one`);
  }
  return chosen;
}

/** All bugs, those of one invariant or of one contract, or with "one-each" the samples. */
function choose(which: string | undefined): Bug[] {
  if (which === undefined) return [...BUGS];
  if (which === "one-each") return sample();
  return BUGS.filter(({ invariant, file }) => invariant === which || basename(file, ".sol") === which);
}

async function main(): Promise<void> {
  const original = await mkdtemp(join(tmpdir(), "tallystick-original-"));
  const chosen = choose(process.argv[2]);
  const waiting = [...chosen];
  let passed = 0;
  const work = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const { reason, found } = await unnoticed(bug, original);
      if (reason === undefined) passed += 1;
      const verdict = reason === undefined ? `caught: ${String(found)}` : `NOT CAUGHT: ${reason}`;
      process.stdout.write(`${bug.invariant.padEnd(3)} ${bug.why} -> ${verdict}\n`);
    }
  };
  try {
    await buildOriginal(original);
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await rm(original, { recursive: true, force: true });
  }
  process.stdout.write(`${String(passed)} passed, ${String(chosen.length - passed)} failed\n`);
  process.exitCode = passed === chosen.length && passed > 0 ? 0 : 1;
}

await main();
