import { must } from "../problem.ts";

/** Field by field. @param says what the other side is, as a refusal calls it. @throws Refused */
export function mustBeSame(claimed: object, found: object, says: string): void {
  for (const [name, value] of Object.entries(claimed)) {
    const other: unknown = Reflect.get(found, name);
    must(text(value) === text(other), `${name} is claimed to be ${text(value)}, and is ${text(other)} ${says}`);
  }
}

const text = (value: unknown): string =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
