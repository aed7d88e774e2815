import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { Hash, Hex } from "../../domain/brand.ts";
import { fromHex, toHex } from "../../domain/hex.ts";

/**
 * Head of a history after one more event, from the log as it was emitted (`topics` being the event's and the subject's):
 * `keccak256(abi.encode(head, seq, keccak256(topic ++ id ++ data)))`, see library History.
 */
export function nextHead(head: Hash, seq: bigint, topics: readonly Hash[], data: Hex): Hash {
  const event = keccak_256(concatBytes(...topics.map((topic) => fromHex(topic)), fromHex(data)));
  const position = fromHex(`0x${seq.toString(16).padStart(64, "0")}`);
  return toHex(keccak_256(concatBytes(fromHex(head), position, event))) as Hash;
}
