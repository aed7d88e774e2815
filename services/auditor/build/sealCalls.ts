import type { ParamType, Result } from "ethers";
import { interfaceOf } from "../../chain/artifacts.ts";
import type { ClaimId, Hash } from "../../domain/brand.ts";
import { callHash } from "../../evm/intentHash.ts";
import type { Call } from "../../evm/intentHash.ts";
import { registers, registrationsIn } from "./registration.ts";

/**
 * The calls of an intent as a claim's bundle shows them: open what acts on this claim and nothing else, the hash of all others.
 * Bulk acts, whole batches and trades (which name limits and other claims) stay hidden: their authors and signatures show anyway.
 */
export const sealCalls = (calls: readonly Call[], claim: ClaimId): (Call | Hash)[] =>
  calls.map((call) => (concernsOnly(call, claim) ? call : callHash(call)));

function concernsOnly(call: Call, claim: ClaimId): boolean {
  for (const contract of ["Receivables", "Servicing", "Guarantees"] as const) {
    const called = interfaceOf(contract).parseTransaction({ data: call.data });
    if (!called) continue;
    if (called.name === "register") return registrationsIn(call).every((item) => registers(claim, item));
    const named = idsIn(called.fragment.inputs, called.args);
    return named.length === 1 && named[0] === BigInt(claim);
  }
  return false;
}

/** Values of the parameters called `id`, and of all lists `ids`. */
const idsIn = (inputs: readonly ParamType[], args: Result): unknown[] =>
  inputs.flatMap((input, at): unknown[] => {
    const value: unknown = args[at];
    if (input.name === "id") return [value];
    if (input.name === "ids") return [...(value as Result), undefined];
    return input.isTuple() ? idsIn(input.components, value as Result) : [];
  });
