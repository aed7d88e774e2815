import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";

import type { Hex } from "../domain/brand.ts";
import { fromHex } from "../domain/hex.ts";
import { utf8 } from "../domain/utf8.ts";

/** keccak256 over the bytes one after the other: `keccak256(abi.encode(...))` when each is an ABI word. */
export const keccak = (...parts: readonly Uint8Array[]): Uint8Array => keccak_256(concatBytes(...parts));

export const keccakText = (text: string): Uint8Array => keccak_256(utf8(text));

/** An unsigned integer, an address or a bytes32 as its ABI word of 32 bytes. */
export function word(value: bigint | number | Hex): Uint8Array {
  const digits = typeof value === "string" ? value.slice(2) : value.toString(16);
  if (digits.length > 64 || digits.startsWith("-")) throw new RangeError("the value does not fit in an ABI word");
  return fromHex(`0x${digits.padStart(64, "0")}`);
}
