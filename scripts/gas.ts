import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./run.ts";

const SNAPSHOT = "test/contracts/gas.snapshot.json";

/** Gas of whole transactions, by operation. */
export type Gas = Readonly<Record<string, number>>;

/** A line for every operation that costs another amount of gas than before, is new, or is measured no more. */
export function gasChanges(before: Gas, after: Gas): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === now) return [];
    if (old === undefined) return [`${name}: new, ${String(now)}`];
    if (now === undefined) return [`${name}: ${String(old)}, no longer measured`];
    const difference = now - old;
    const percent = ((100 * difference) / old).toFixed(1);
    return [
      `${name}: ${String(old)} -> ${String(now)} (${difference > 0 ? "+" : ""}${String(difference)}, ${percent} %)`,
    ];
  });
}

/** How the snapshot of the working tree differs from the committed one; undefined where nothing is committed. */
export function snapshotChanges(): string[] | undefined {
  let committed: string;
  try {
    committed = execFileSync("git", ["show", `HEAD:${SNAPSHOT}`], { cwd: root, encoding: "utf8", stdio: "pipe" });
  } catch {
    return undefined;
  }
  return gasChanges(JSON.parse(committed) as Gas, JSON.parse(readFileSync(join(root, SNAPSHOT), "utf8")) as Gas);
}
