import type { Result } from "ethers";
import { interfaceOf } from "../../chain/artifacts.ts";
import type { ClaimId, Hash, Hex } from "../../domain/brand.ts";
import type { Call } from "../../evm/intentHash.ts";

export interface Attestation {
  readonly numberTags: readonly Hash[];
  readonly tags: readonly Hash[];
  readonly signature: Hex;
}

const lower = (hex: string): Hex => hex.toLowerCase() as Hex;

/** What a call registers, one by one or in bulk. */
export function registrationsIn({ data }: Call): Attestation[] {
  const called =
    interfaceOf("Receivables").parseTransaction({ data }) ?? interfaceOf("Bulk").parseTransaction({ data });
  if (called?.name === "register") return [attestationOf(called.args[0] as Result)];
  if (called?.name === "registerMany")
    return [...(called.args[0] as Result)].map((item) => attestationOf(item as Result));
  return [];
}

/** A claim has the first tag of its invoice as its id. */
export const registers = (claim: ClaimId, { tags }: Attestation): boolean => tags[0] === (claim as string);

function attestationOf(registration: Result): Attestation {
  const fingerprint = registration.getValue("fingerprint") as Result;
  const hashes = (name: string): Hash[] =>
    [...(fingerprint.getValue(name) as Result)].map((tag) => lower(String(tag)) as Hash);
  return {
    numberTags: hashes("numberTags"),
    tags: hashes("tags"),
    signature: lower(String(registration.getValue("signature"))),
  };
}
