import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CORPUS = process.env["TALLYSTICK_CORPUS"] ?? join(import.meta.dirname, "..", "..", "..", "..", "shared", "data");

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly expected: unknown;
}

// The shapes of a kind are the caller's to state: the file describes them nowhere.
type Check<Input, Expected> = (input: Input, expected: Expected) => void | Promise<void>;

/** One test per published vector of a kind. Without the corpus a single test says loudly that it skips. */
export function eachVector<Input, Expected>(kind: string, check: Check<Input, Expected>): void {
  describe(`published vectors: ${kind}`, () => {
    const vectors = readVectors()?.filter((vector) => vector.kind === kind);
    if (!vectors) {
      skipLoudly(`vectors.json (${kind})`);
      return;
    }
    it("are there", () => {
      if (vectors.length === 0) throw new Error(`vectors.json has no vector of kind ${kind}`);
    });
    for (const { id, input, expected } of vectors) {
      it(id, async () => {
        await check(input as Input, expected as Expected);
      });
    }
  });
}

/** The text of a corpus file, or undefined (after a loud skip) where there is no corpus. */
export function corpusFile(path: string): string | undefined {
  const file = join(CORPUS, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export function skipLoudly(what: string): void {
  it(`SKIPPED: ${what} is not there`, function () {
    console.warn(`\n*** SKIPPED: ${what} is not in ${CORPUS} (set TALLYSTICK_CORPUS to point at it) ***\n`);
    this.skip();
  });
}

function readVectors(): Vector[] | undefined {
  const text = corpusFile("vectors.json");
  return text === undefined ? undefined : (JSON.parse(text) as { vectors: Vector[] }).vectors;
}
