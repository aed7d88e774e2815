import type { Parameter } from "../../store/parameter.ts";

/** Adds a parameter to a statement and answers how its text names it: "$3::bigint". */
export type Bind = (value: Parameter, type: string) => string;

/** For a statement that is put together from parts, each of which brings its own parameters. */
export function statement(): { readonly bind: Bind; readonly values: readonly Parameter[] } {
  const values: Parameter[] = [];
  return { bind: (value, type) => `$${String(values.push(value))}::${type}`, values };
}
