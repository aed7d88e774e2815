import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Invoice } from "../../../services/domain/invoice.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const CORPUS = process.env["TALLYSTICK_CORPUS"] ?? join(ROOT, "..", "shared", "data");

/** A file of test/fixtures/invoices, as text to vary. */
export const fixture = (name: string): string => readFileSync(join(ROOT, "test", "fixtures", "invoices", name), "utf8");

/** The fixture with one text replaced; fails the test when it is not there, so that no variation is the original. */
export function varied(name: string, from: string | RegExp, to: string): string {
  const original = fixture(name);
  const changed = original.replace(from, () => to);
  if (changed === original) throw new Error(`${name} has nothing to replace`);
  return changed;
}

export const readXmlText = (text: string): Invoice => readInvoice(Buffer.from(text), "application/xml");
export const readJsonText = (text: string): Invoice => readInvoice(Buffer.from(text), "application/json");

/** The bytes of a corpus file. */
export const corpusBytes = (path: string): Uint8Array => readFileSync(join(CORPUS, path));

/** The rows of a corpus table as records; undefined where there is no corpus. */
export function corpusTable(path: string): Map<string, string>[] | undefined {
  const file = join(CORPUS, path);
  if (!existsSync(file)) return undefined;
  const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const names = header.split("\t");
  return lines.map((line) => new Map(line.split("\t").map((value, at) => [names[at] ?? "", value])));
}

/** Says so, and counts as skipped, where the corpus is not there. */
export function skipWithoutCorpus(what: string): void {
  it(`SKIPPED: ${what} is not there`, function () {
    console.warn(`\n*** SKIPPED: ${what} is not in ${CORPUS} (set TALLYSTICK_CORPUS to point at it) ***\n`);
    this.skip();
  });
}
