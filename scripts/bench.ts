import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, platform, release } from "node:os";
import { fileURLToPath } from "node:url";

import { b5 } from "./bench/B5.ts";

/** What a benchmark found: both sides of its ratio, measured in one run. */
export interface Finding {
  readonly work: string;
  readonly against: string;
  readonly goal: string;
  readonly ratio: number;
  readonly figures: Readonly<Record<string, number | string>>;
}

const BENCHMARKS: Readonly<Record<string, () => Finding>> = { B5: b5 };

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark "${unknown}": ${Object.keys(BENCHMARKS).join(", ")}\n`);
  process.exit(2);
}
const folder = fileURLToPath(new URL("../docs/bench/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const finding = measure();
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    os: `${platform()} ${release()}`,
    node: process.version,
  };
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify({ name, ...finding, machine }, null, 2)}\n`);
  process.stdout.write(
    `${name}  ${finding.work}: ${finding.ratio.toFixed(2)} of ${finding.against} (goal ${finding.goal})\n`,
  );
  for (const [what, value] of Object.entries(finding.figures)) process.stdout.write(`    ${what}: ${String(value)}\n`);
}
