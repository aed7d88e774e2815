import type { Revert, RevertValue } from "../../chain/revert.ts";
import { codeOfError } from "./codeOfError.ts";
import { LEDGER_SENTENCES } from "./ledgerSentences.ts";
import { LENDING_SENTENCES } from "./lendingSentences.ts";
import { Problem } from "./problem.ts";

/** Sentences for the refusals that people meet; every other one is answered with the contract error's own name. */
export const SENTENCES: Readonly<Record<string, string>> = { ...LEDGER_SENTENCES, ...LENDING_SENTENCES };

/** A contract's refusal as a problem, with the error's name and arguments. */
export function problemOfRevert(revert: Revert): Problem {
  return new Problem(codeOfError(revert.name), errorOfRevert(revert));
}

/** The same as kept with a failed operation. */
export function errorOfRevert({ name, args }: Revert): {
  detail: string;
  extra: { contractError: string; arguments: unknown };
} {
  const detail = SENTENCES[name] ?? `the ledger refuses: ${name}`;
  return { detail, extra: { contractError: name, arguments: plain(args) } };
}

/** Integers as decimal strings, as everywhere in the API. */
function plain(value: RevertValue | Revert["args"]): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item: RevertValue) => plain(item));
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  return value;
}
