import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { dropHomes, makeHomes } from "../test/e2e/support/homes.ts";
import { ensureArtifacts } from "./service/artifacts.ts";
import { HARDHAT, MOCHA, run } from "./run.ts";
import { startPostgres } from "./throwaway-postgres.ts";

interface Suite {
  readonly name: string;
  readonly start: () => Promise<{ code: number; output: string }>;
}

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Sums what the runners print: mocha's "N passing" and hardhat's Solidity tests alike, and the plain line of our own. */
function tallyOf(output: string): Tally {
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
  const sum = (pattern: RegExp): number =>
    [...plain.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
  return {
    passed: sum(/^\s*(\d+) passing\b/gm) + sum(/^(\d+) passed, \d+ failed$/gm),
    failed: sum(/^\s*(\d+) failing\b/gm) + sum(/^\d+ passed, (\d+) failed$/gm),
    skipped: sum(/^\s*(\d+) pending\b/gm) + sum(/^\s*(\d+) skipped\b/gm),
  };
}

async function main(): Promise<void> {
  // Bugs are planted in a tree of their own, which need not wait for this one to be built. What does not build, fails there too.
  const planted = run(fileURLToPath(new URL("plant.ts", import.meta.url)), ["one-each"]);
  await ensureArtifacts().catch(async (error: unknown) => {
    await planted;
    throw error;
  });
  const postgres = process.env["TEST_DATABASE_URL"] === undefined ? await startPostgres() : undefined;
  if (!postgres && process.env["TEST_DATABASE_URL"] === undefined) {
    process.stdout.write(
      "\n*** SKIPPED: no PostgreSQL on this machine; everything runs on the embedded database only ***\n\n",
    );
  }
  const env = postgres ? { TEST_DATABASE_URL: postgres.url } : {};
  const server = postgres?.url ?? process.env["TEST_DATABASE_URL"];
  const homes = mkdtempSync(join(tmpdir(), "tallystick-homes-"));
  let homed: Promise<NodeJS.ProcessEnv> = Promise.resolve({});
  // Hardhat's runners keep one core busy each: the planted bugs and then the invariants run beside contracts and services.
  // Of the invariants, all on one walk: those that assert one by itself are for planted bugs.
  const invariants = planted.then(async () =>
    run(HARDHAT, ["test", "solidity", "--grep", "^(test|invariant_all_hold)"]),
  );
  const suites: Suite[] = [
    { name: "contracts", start: async () => run(HARDHAT, ["test", "mocha", "--no-compile"]) },
    {
      name: "services",
      start: async () => {
        homed = makeHomes(homes, server);
        return run(MOCHA, ["--parallel", "test/services/**/*.test.ts"], { env });
      },
    },
    { name: "planted bugs", start: async () => planted },
    { name: "fuzz and invariants", start: async () => invariants },
    {
      name: "end to end",
      start: async () => {
        const started = { ...env, ...(await homed) };
        return run(MOCHA, ["--parallel", "--timeout", "180000", "test/e2e/**/*.test.ts"], { env: started });
      },
    },
  ];
  const total = { passed: 0, failed: 0, skipped: 0 };
  let broken = 0;
  try {
    for (const { name, start } of suites) {
      const started = performance.now();
      const { code, output } = await start();
      const tally = tallyOf(output);
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stdout.write(`\n===== ${name} (${String(seconds)} s) =====\n${output}\n`);
      total.passed += tally.passed;
      total.skipped += tally.skipped;
      // A runner that fails without counting a failure, or counts nothing at all, is a failure too.
      const silent = code !== 0 && tally.failed === 0 ? 1 : tally.passed === 0 ? 1 : 0;
      total.failed += tally.failed + silent;
      if (code !== 0 || silent > 0) broken += 1;
    }
  } finally {
    rmSync(homes, { recursive: true, force: true });
    if (server !== undefined) await dropHomes(server);
    await postgres?.stop();
  }
  if (process.env["REQUIRE_ALL"] === "1" && total.skipped > 0) {
    process.stdout.write(`\n${String(total.skipped)} tests were skipped, and REQUIRE_ALL asks for all of them\n`);
    broken += 1;
  }
  if (total.skipped > 0) process.stdout.write(`\n${String(total.skipped)} skipped: see SKIPPED above\n`);
  process.stdout.write(`\n${String(total.passed)} passed, ${String(total.failed)} failed\n`);
  process.exitCode = broken === 0 ? 0 : 1;
}

await main();
