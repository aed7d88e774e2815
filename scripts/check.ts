import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeApi } from "./describeApi.ts";
import { snapshotChanges } from "./gas.ts";
import { HARDHAT, run, tool } from "./run.ts";

interface Check {
  readonly name: string;
  readonly start: () => Promise<{ code: number; output: string }>;
  /** Whether its output is worth reading where nothing is wrong. */
  readonly tells?: true;
}

const api = mkdtempSync(join(tmpdir(), "tallystick-openapi-"));

const CHECKS: readonly Check[] = [
  { name: "contracts compile", start: async () => run(HARDHAT, ["build", "--quiet", "--no-tests"]) },
  {
    name: "format",
    start: async () => run(tool("prettier/bin/prettier.cjs"), ["--check", "--log-level", "warn", "."]),
  },
  { name: "types", start: async () => run(tool("typescript/bin/tsc"), ["-p", "."]) },
  { name: "lint", start: async () => run(tool("eslint/bin/eslint.js"), ["--max-warnings", "0", "."]) },
  {
    name: "contracts lint",
    start: async () => run(tool("solhint/solhint.js"), ["--max-warnings", "0", "contracts/**/*.sol"]),
  },
  {
    name: "imports",
    start: async () => run(tool("dependency-cruiser/bin/dependency-cruiser.mjs"), ["services", "scripts"]),
  },
  { name: "unused", start: async () => run(tool("knip/bin/knip.js"), []) },
  {
    name: "OpenAPI",
    start: async () => {
      const file = join(api, "openapi.json");
      writeFileSync(file, JSON.stringify(await describeApi()));
      return run(tool("@redocly/cli/bin/cli.js"), ["lint", file], {
        env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      });
    },
  },
  {
    name: "gas snapshot, as it differs from the committed one",
    start: async () => ({ code: 0, output: (snapshotChanges() ?? ["nothing is committed here"]).join("\n") }),
    tells: true,
  },
];

/** Everything that can be said of the code without running it; with `--tests` the tests as well. Warnings are errors. */
async function main(): Promise<void> {
  const tests: Check = { name: "tests", start: async () => run("scripts/test.ts", [], { show: true }) };
  const checks = process.argv.includes("--no-tests") ? CHECKS : [...CHECKS, tests];
  const failed: string[] = [];
  for (const { name, start, tells } of checks) {
    const { code, output } = await start();
    process.stdout.write(`${code === 0 ? "ok    " : "FAILED"} ${name}\n`);
    if (code !== 0) failed.push(name);
    if (output !== "" && (code !== 0 || tells)) process.stdout.write(`${output}\n`);
  }
  rmSync(api, { recursive: true, force: true });
  if (failed.length > 0) throw new Error(`failed: ${failed.join(", ")}`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
