import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { root } from "../run.ts";
import type { Node } from "./ast.ts";

interface Solc {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } | { error: string } }): string;
}

interface Output {
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, { evm: { bytecode: { object: string } } }>>>>;
  readonly sources?: Readonly<Record<string, { ast: Node }>>;
  readonly errors?: readonly { severity: string; formattedMessage: string }[];
}

/** Thrown when the compiler refuses a source. */
export class Uncompilable extends Error {}

const solc = createRequire(import.meta.url)("solc") as Solc;

/** As fast as the compiler can: verdicts need the logic, not the size. Without metadata, so that equal code is equal. */
const QUICK = { evmVersion: "cancun", optimizer: { enabled: false }, metadata: { appendCBOR: false } };
/** For what has more locals than the quick pipeline has room for. */
const DEEP = { ...QUICK, viaIR: true, optimizer: { enabled: true, runs: 1 } };

function read(path: string): { contents: string } | { error: string } {
  const file = path.startsWith("@") ? join(root, "node_modules", path) : join(root, path);
  try {
    return { contents: readFileSync(file, "utf8") };
  } catch {
    return { error: `there is no ${path}` };
  }
}

function run(
  sources: Readonly<Record<string, string>>,
  select: Readonly<Record<string, unknown>>,
  settings: object = QUICK,
): Output {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { ...settings, outputSelection: select },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as Output;
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error?.formattedMessage.includes("Stack too deep") && settings === QUICK) return run(sources, select, DEEP);
  if (error !== undefined) throw new Uncompilable(error.formattedMessage);
  return output;
}

/** The syntax tree of a source. @param file Below `contracts`. */
export function parse(file: string, source: string): Node {
  const path = `contracts/${file}`;
  const ast = run({ [path]: source }, { [path]: { "": ["ast"] } }).sources?.[path]?.ast;
  if (ast === undefined) throw new Error(`no syntax tree of ${file}`);
  return ast;
}

/**
 * Creation code of contracts, by their names, where one file is another than in the tree.
 *
 * @throws Uncompilable if the compiler refuses it
 */
export function compile(contracts: readonly string[], file: string, source: string): Map<string, string> {
  const code = new Map<string, string>();
  for (const name of contracts) {
    const path = `contracts/${name}.sol`;
    const own = readFileSync(join(root, path), "utf8");
    const output = run({ [path]: own, [`contracts/${file}`]: source }, { [path]: { [name]: ["evm.bytecode.object"] } });
    const object = output.contracts?.[path]?.[name]?.evm.bytecode.object;
    if (object === undefined) throw new Error(`no code of ${name}`);
    code.set(name, `0x${object}`);
  }
  return code;
}
