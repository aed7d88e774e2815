import { createHash } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { root } from "../run.ts";

/** What became of a mutant. One that does not compile, or compiles to the original's code, is none. */
export type Verdict = "killed" | "survived" | "none";

export interface Record {
  readonly key: string;
  readonly verdict: Verdict;
  /** The test that noticed it. */
  readonly by?: string;
  /** Of the tests that did not notice it. */
  readonly tests?: string;
}

const FILE = join(root, "cache/mutation.jsonl");

export const hashOf = (...parts: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${String(part.length)}:${part}`);
  return hash.digest("hex");
};

/** Verdicts that are kept from run to run: of killed mutants for good, of survivors while the tests are the same. */
export class Records {
  readonly #known = new Map<string, Record>();
  readonly #tests: string;

  constructor(fresh: boolean) {
    if (fresh) rmSync(FILE, { force: true });
    mkdirSync(dirname(FILE), { recursive: true });
    const files = globSync("test/contracts/**/*.ts", { cwd: root }).toSorted();
    this.#tests = hashOf(...files.map((file) => readFileSync(join(root, file), "utf8")));
    if (!existsSync(FILE)) return;
    for (const line of readFileSync(FILE, "utf8").split("\n").filter(Boolean)) {
      const record = JSON.parse(line) as Record;
      this.#known.set(record.key, record);
    }
  }

  get(key: string): Record | undefined {
    const record = this.#known.get(key);
    return record?.verdict === "survived" && record.tests !== this.#tests ? undefined : record;
  }

  keep(key: string, verdict: Verdict, by?: string): void {
    const record = { key, verdict, ...(by === undefined ? {} : { by }), tests: this.#tests };
    this.#known.set(key, record);
    appendFileSync(FILE, `${JSON.stringify(record)}\n`);
  }
}
