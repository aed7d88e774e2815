import { parseArgs } from "node:util";

import { Bench } from "./mutate/bench.ts";
import { Records, hashOf } from "./mutate/records.ts";
import type { Candidate } from "./mutate/run.ts";
import { Trial, candidatesOf } from "./mutate/run.ts";
import { TARGETS } from "./mutate/targets.ts";
import type { Target } from "./mutate/targets.ts";

const USAGE = `npm run mutate -- [--contract Cash] [--sample 50 --seed 1] [--minutes 9] [--fresh]

Changes the accounting code in small ways and looks whether a test notices. Verdicts are kept in cache/mutation.jsonl, so
that a run goes on where the last one ended; --fresh forgets them, --minutes ends a run early, --sample takes some only.`;

interface Options {
  readonly targets: readonly Target[];
  readonly sample: number | undefined;
  readonly seed: string;
  readonly until: number;
  readonly fresh: boolean;
}

function whole(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`--${name} is a whole number above zero, not "${given}"\n\n${USAGE}`);
  return Number(given);
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      contract: { type: "string" },
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
      minutes: { type: "string" },
      fresh: { type: "boolean", default: false },
    },
  });
  const targets = TARGETS.filter(({ name }) => values.contract === undefined || name === values.contract);
  if (targets.length === 0) {
    throw new Error(`--contract is one of ${TARGETS.map(({ name }) => name).join(", ")}\n\n${USAGE}`);
  }
  const minutes = whole("minutes", values.minutes);
  const until = minutes === undefined ? Infinity : performance.now() + minutes * 60_000;
  return { targets, sample: whole("sample", values.sample), seed: values.seed, until, fresh: values.fresh };
}

/** All mutants, or so many of them as the seed draws. */
function drawn(candidates: readonly Candidate[], { sample, seed }: Options): Candidate[] {
  if (sample === undefined) return [...candidates];
  const ranked = candidates.map((candidate) => ({ candidate, rank: hashOf(seed, candidate.key) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, sample).map(({ candidate }) => candidate);
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function judge(candidates: readonly Candidate[], records: Records, until: number): Promise<void> {
  const open = candidates.filter(({ key }) => records.get(key) === undefined);
  if (open.length === 0) return;
  const bench = await Bench.open();
  try {
    const targets = TARGETS.filter((target) => open.some((candidate) => candidate.target === target));
    const tests = await bench.load(targets.flatMap((target) => target.tests));
    for (const target of targets) {
      const mine = open.filter((candidate) => candidate.target === target);
      if (performance.now() > until) break;
      const trial = await Trial.of(target, bench, tests);
      for (const candidate of mine) {
        if (performance.now() > until) break;
        await trial.judge(candidate, records);
      }
      trial.end();
    }
  } finally {
    bench.close();
  }
}

/** A line for each target, one for each survivor. @returns Whether every mutant has a verdict. */
function report(candidates: readonly Candidate[], records: Records): boolean {
  const sum = { killed: 0, survived: 0, open: 0 };
  const row = (name: string, killed: number, survived: number, open: number): void => {
    const score = killed + survived === 0 ? "-" : `${((100 * killed) / (killed + survived)).toFixed(1)} %`;
    const cells = [String(killed + survived), String(killed), String(survived), score];
    const waiting = open === 0 ? "" : `   ${String(open)} open`;
    say(name.padEnd(14) + cells.map((cell) => cell.padStart(10)).join("") + waiting);
  };
  const survivors: string[] = [];
  say("".padEnd(14) + ["mutants", "killed", "survived", "score"].map((head) => head.padStart(10)).join(""));
  for (const target of TARGETS) {
    const mine = candidates.filter((candidate) => candidate.target === target);
    const count = { killed: 0, survived: 0, none: 0, open: 0 };
    for (const { key, line, change } of mine) {
      const verdict = records.get(key)?.verdict ?? "open";
      count[verdict] += 1;
      if (verdict === "survived") survivors.push(`contracts/${target.file}:${String(line)}  ${change}`);
    }
    if (mine.length > 0) row(target.name, count.killed, count.survived, count.open);
    sum.killed += count.killed;
    sum.survived += count.survived;
    sum.open += count.open;
  }
  row("all", sum.killed, sum.survived, sum.open);
  if (survivors.length > 0) say(`\nsurvivors:\n${survivors.join("\n")}`);
  if (sum.open > 0) say(`\n${String(sum.open)} have no verdict yet; the same command goes on`);
  return sum.open === 0;
}

async function main(): Promise<void> {
  const chosen = options();
  const records = new Records(chosen.fresh);
  const candidates = drawn(chosen.targets.flatMap(candidatesOf), chosen);
  await judge(candidates, records, chosen.until);
  report(candidates, records);
}

// The network that the tests run on would keep the process alive.
await main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
