import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hash } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";

/** Keccak-256, the hash of the EVM (not the later SHA3-256); 32 bytes. */
export function keccak(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes);
}

export function keccakHash(bytes: Uint8Array): Hash {
  return toHex(keccak_256(bytes)) as Hash;
}
