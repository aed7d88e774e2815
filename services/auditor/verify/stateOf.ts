import type { Fact } from "../format/historyEvent.ts";
import type { Report } from "./report.ts";

/** The claimed state as a report gives it: whole numbers as digits, lists as rows of a table. */
export const stateOf = (state: object): Report["state"] =>
  Object.fromEntries(Object.entries(state).map(([name, value]: [string, unknown]) => [name, factOf(value)]));

const factOf = (value: unknown): Fact =>
  typeof value === "boolean" ? value : Array.isArray(value) ? value.map(rowOf) : String(value);

const rowOf = (item: unknown): string[] => Object.values(item as object).map(String);
