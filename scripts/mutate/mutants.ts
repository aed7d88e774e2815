import type { Node } from "./ast.ts";
import { walk } from "./ast.ts";
import { OPERATORS } from "./operators.ts";

/** One change of one source file. */
export interface Mutant {
  readonly line: number;
  /** What stands there, and what instead, for people. */
  readonly change: string;
  /** The whole file with the change. */
  readonly source: string;
}

/** All changes of a file that the operators know, in its order, each once. */
export function mutantsOf(source: string, ast: Node): Mutant[] {
  const bytes = Buffer.from(source, "utf8");
  const text = (start: number, end: number): string => bytes.subarray(start, end).toString("utf8");
  const found = new Map<string, Mutant>();
  for (const node of walk(ast)) {
    for (const edit of OPERATORS[node.nodeType]?.(node, text) ?? []) {
      const mutated = text(0, edit.start) + edit.text + text(edit.end, bytes.length);
      const line = text(0, edit.start).split("\n").length;
      found.set(mutated, { line, change: describe(edit.start, edit.end, edit.text, text), source: mutated });
    }
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}

/** The change with as much of its line as tells where in it. */
function describe(start: number, end: number, to: string, text: (start: number, end: number) => string): string {
  const short = (given: string): string => {
    const line = given.replaceAll(/\s+/g, " ").trim();
    return line.length > 60 ? `${line.slice(0, 57)}...` : line;
  };
  const before =
    text(Math.max(0, start - 24), start)
      .split("\n")
      .at(-1)
      ?.trimStart() ?? "";
  const after = text(end, end + 24).split("\n")[0] ?? "";
  const around = end - start <= 3;
  const from = short(text(start, end));
  const given = short(to) === "" ? "nothing" : short(to);
  return around ? `${before}[${from} -> ${given}]${after}` : `${from} -> ${given}`;
}
