import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Mocha from "mocha";

import { HARDHAT, root, run, tool } from "../run.ts";

const NEEDED = ["contracts", "test", "services", "package.json"];

/** A copy of the tree in which contracts are exchanged without a build, and whose tests run in this process. */
export class Bench {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Sets the copy up. This process works in it from then on. @throws Error if the original does not build */
  static async open(): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), "tallystick-mutated-"));
    for (const path of NEEDED) cpSync(join(root, path), join(folder, path), { recursive: true });
    cpSync(join(root, "scripts/mutate/hardhat.config.ts"), join(folder, "hardhat.config.ts"));
    symlinkSync(tool("."), join(folder, "node_modules"));
    const { code, output } = await run(HARDHAT, ["build", "--quiet", "--no-tests"], { cwd: folder });
    if (code !== 0) throw new Error(`the original does not build:\n${output}`);
    process.chdir(folder);
    // Where the tests would look for it, seen from the original.
    process.env["TALLYSTICK_CORPUS"] ??= join(root, "../shared/data");
    return new Bench(folder);
  }

  close(): void {
    process.chdir(root);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Has what is deployed under these names be this code, and what tests compile themselves come from this source. */
  install(code: ReadonlyMap<string, string>, path: string, source: string): void {
    writeFileSync(join(this.folder, "contracts", path), source);
    for (const [name, bytecode] of code) {
      const file = join(this.folder, `artifacts/contracts/${name}.sol/${name}.json`);
      const artifact = JSON.parse(readFileSync(file, "utf8")) as object;
      writeFileSync(file, JSON.stringify({ ...artifact, bytecode }));
    }
  }

  /** All tests in files and folders below `test/contracts`. Modules load once, so this is for all targets together. */
  async load(paths: readonly string[]): Promise<Tests> {
    const mocha = new Mocha({ bail: true, timeout: 60_000, reporter: Mocha.reporters.Base });
    mocha.cleanReferencesAfterRun(false);
    for (const file of new Set(this.#filesOf(paths))) mocha.addFile(file);
    await mocha.loadFilesAsync();
    const network = pathToFileURL(join(this.folder, "test/contracts/support/network.ts")).href;
    const { startAnew } = (await import(network)) as { startAnew: () => Promise<void> };
    return new Tests(mocha, startAnew, (some) => this.#filesOf(some));
  }

  #filesOf(paths: readonly string[]): string[] {
    return paths.flatMap((path) => {
      const whole = join(this.folder, "test/contracts", path);
      if (!statSync(whole).isDirectory()) return [whole];
      const inside = readdirSync(whole).filter((name) => name.endsWith(".test.ts"));
      return inside.toSorted().map((name) => join(whole, name));
    });
  }
}

/** Tests that are loaded once and run again for every mutant. */
export class Tests {
  readonly #mocha: Mocha;
  readonly #startAnew: () => Promise<void>;
  readonly #filesOf: (paths: readonly string[]) => string[];
  readonly #all: readonly Mocha.Suite[];

  constructor(mocha: Mocha, startAnew: () => Promise<void>, filesOf: (paths: readonly string[]) => string[]) {
    this.#mocha = mocha;
    this.#startAnew = startAnew;
    this.#filesOf = filesOf;
    this.#all = mocha.suite.suites;
  }

  /** Has only the tests in these files and folders run from now on, in this order. */
  choose(paths: readonly string[]): void {
    this.#mocha.suite.suites = this.#filesOf(paths).flatMap((file) => this.#all.filter((suite) => suite.file === file));
  }

  /** Runs them up to the first that fails. @returns Its name, or undefined if all pass. @throws Error if there are none */
  async firstFailure(): Promise<string | undefined> {
    await this.#startAnew();
    if (this.#mocha.suite.total() === 0) throw new Error("there are no tests to run");
    return new Promise((resolve) => {
      let failure: string | undefined;
      const runner = this.#mocha.run(() => {
        resolve(failure);
      });
      runner.on("fail", (test) => {
        failure ??= test.fullTitle();
        this.#lead(test);
      });
    });
  }

  /** What noticed one mutant is asked first about the next. */
  #lead(test: Mocha.Runnable): void {
    let top = test.parent;
    while (top?.parent && !top.parent.root) top = top.parent;
    const suites = this.#mocha.suite.suites;
    const at = top ? suites.indexOf(top) : -1;
    if (at > 0) suites.unshift(...suites.splice(at, 1));
  }
}
