/** An event's argument: addresses and bytes in lower case, currencies and countries as codes, enums by name. */
export type ArgValue = string | bigint | boolean | readonly ArgValue[] | { readonly [name: string]: ArgValue };

/** The same for JSON: whole numbers as decimal strings. */
export type PlainValue = string | boolean | readonly PlainValue[] | PlainArgs;

export interface PlainArgs {
  readonly [name: string]: PlainValue;
}

/** Columns of their own in the tables of histories. */
const ELSEWHERE: ReadonlySet<string> = new Set(["id", "seq", "intent"]);

/** What a history keeps of an event's arguments. */
export function historyArgs(args: Readonly<Record<string, ArgValue>>): PlainArgs {
  const kept = Object.entries(args).filter(([name]) => !ELSEWHERE.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]));
}

function plain(value: ArgValue): PlainValue {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

const isList = (value: ArgValue): value is readonly ArgValue[] => Array.isArray(value);
