import { toBeHex } from "ethers";

import { ZERO_HASH } from "./claims.ts";
import type { Party } from "./party.ts";
import { intentHash } from "./typedData.ts";
import type { Intent } from "./typedData.ts";

export const UNUSED = ZERO_HASH;

export async function outcomeOf({ account }: Party, id: string): Promise<string> {
  return account.text("outcomeOf", id);
}

export function done(intent: Intent): string {
  return outcome(intentHash(intent), 1n);
}

export function failed(intent: Intent): string {
  return outcome(intentHash(intent), 2n);
}

/** The word that an account keeps: the hash of what was signed, its two lowest bits replaced by the result. */
export function outcome(structHash: string, result: bigint): string {
  return toBeHex(((BigInt(structHash) >> 2n) << 2n) | result, 32);
}
