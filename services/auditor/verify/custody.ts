import type { SignedIntent } from "./check/signatures.ts";

/** Whose keys signed: where the operator holds them, it could have signed alone. */
export function custodySummary(signed: ReadonlyMap<string, SignedIntent>): string {
  const custodies = [...signed.values()].flatMap(({ signedBy }) => signedBy.map(({ custody }) => custody));
  const count = (kind: string): number => custodies.filter((custody) => custody === kind).length;
  const held = count("operator-held");
  const own = `${count("own")} by parties' own keys, ${count("own-hsm")} by their hardware`;
  const warning = held === 0 ? "" : `; ${held} by keys that the operator holds, which it could have made alone`;
  return `${custodies.length} signature(s) over ${signed.size} intent(s): ${own}${warning}`;
}
