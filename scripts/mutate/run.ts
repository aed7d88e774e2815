import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../run.ts";
import type { Bench, Tests } from "./bench.ts";
import { Uncompilable, compile, parse } from "./compiler.ts";
import type { Mutant } from "./mutants.ts";
import { mutantsOf } from "./mutants.ts";
import type { Records, Verdict } from "./records.ts";
import { hashOf } from "./records.ts";
import type { Target } from "./targets.ts";

/** A mutant of a target, by which its verdict is kept. */
export interface Candidate extends Mutant {
  readonly target: Target;
  readonly key: string;
}

export function candidatesOf(target: Target): Candidate[] {
  const source = readFileSync(join(root, "contracts", target.file), "utf8");
  return mutantsOf(source, parse(target.file, source)).map((mutant) => {
    return { ...mutant, target, key: hashOf(target.name, mutant.source) };
  });
}

/** One target's original, tests and codes that were seen: equal code is looked at once. */
export class Trial {
  readonly #target: Target;
  readonly #bench: Bench;
  readonly #tests: Tests;
  readonly #original: ReadonlyMap<string, string>;
  readonly #source: string;

  private constructor(
    target: Target,
    bench: Bench,
    tests: Tests,
    original: { readonly source: string; readonly code: ReadonlyMap<string, string> },
  ) {
    this.#target = target;
    this.#bench = bench;
    this.#tests = tests;
    this.#original = original.code;
    this.#source = original.source;
  }

  /** @throws Error if the original itself does not pass the tests */
  static async of(target: Target, bench: Bench, tests: Tests): Promise<Trial> {
    const source = readFileSync(join(root, "contracts", target.file), "utf8");
    const original = compile(target.contracts, target.file, source);
    bench.install(original, target.file, source);
    tests.choose(target.tests);
    const failure = await tests.firstFailure();
    if (failure !== undefined) throw new Error(`${target.name} fails its tests without a mutation: ${failure}`);
    return new Trial(target, bench, tests, { source, code: original });
  }

  /** Compiles a mutant and runs the tests up to the first that fails. */
  async judge({ key, source }: Candidate, records: Records): Promise<void> {
    const code = this.#compiled(source);
    if (code === undefined) {
      records.keep(key, "none");
      return;
    }
    this.#bench.install(code, this.#target.file, source);
    const by = await this.#tests.firstFailure();
    const verdict: Verdict = by === undefined ? "survived" : "killed";
    records.keep(key, verdict, by);
  }

  /** Puts the original back, for the targets that follow. */
  end(): void {
    this.#bench.install(this.#original, this.#target.file, this.#source);
  }

  #compiled(source: string): Map<string, string> | undefined {
    try {
      const code = compile(this.#target.contracts, this.#target.file, source);
      const same = [...code].every(([name, object]) => this.#original.get(name) === object);
      return same ? undefined : code;
    } catch (error) {
      if (error instanceof Uncompilable) return undefined;
      throw error;
    }
  }
}
