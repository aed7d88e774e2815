import type { Address, ClaimId, Hash } from "../../domain/brand.ts";

export const ZERO_HASH = `0x${"0".repeat(64)}` as Hash;
export const ZERO_ADDRESS = `0x${"0".repeat(40)}` as Address;

/** Contracts count claims as uint256; everywhere else they are 32 bytes. */
export const claimIdOf = (id: bigint): ClaimId => `0x${id.toString(16).padStart(64, "0")}` as ClaimId;

/** ASCII that a contract keeps in 32 bytes; anything else as it is, so that nothing stops the indexer. */
export function textIn(word: Hash): string {
  const text = Buffer.from(word.slice(2).replace(/(?:00)+$/, ""), "hex").toString("latin1");
  return /^[\x20-\x7e]+$/.test(text) ? text : word;
}

export const orNull = (hash: Hash): Hash | null => (hash === ZERO_HASH ? null : hash);
