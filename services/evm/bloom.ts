import type { Address, Hash, Hex } from "../domain/brand.ts";
import { dataField } from "./fields.ts";
import { keccak } from "./keccak.ts";

/** A log as receipts commit to it. */
export interface LogFields {
  readonly address: Address;
  readonly topics: readonly Hash[];
  readonly data: Hex;
}

/** Bits by address or topic: within a block the same few recur, and a hash for each is what a bloom costs. */
export type BloomMemo = Map<Hex, readonly number[]>;

const BLOOM_LENGTH = 256;

/** The 2048-bit filter of a receipt's addresses and topics, three bits for each (Yellow Paper, section 4.3.1). */
export function logsBloom(logs: readonly LogFields[], memo: BloomMemo = new Map()): Uint8Array {
  const bloom = new Uint8Array(BLOOM_LENGTH);
  for (const { address, topics } of logs) {
    for (const entry of [address, ...topics]) {
      let bits = memo.get(entry);
      if (bits === undefined) memo.set(entry, (bits = bitsOf(dataField(entry, "log"))));
      for (const bit of bits) setBit(bloom, bit);
    }
  }
  return bloom;
}

/** Bit 0 is the lowest of the last byte. */
function setBit(bloom: Uint8Array, bit: number): void {
  const at = BLOOM_LENGTH - 1 - (bit >> 3);
  bloom[at] = (bloom[at] ?? 0) | (1 << (bit & 7));
}

function bitsOf(entry: Uint8Array): number[] {
  const hash = keccak(entry);
  const view = new DataView(hash.buffer, hash.byteOffset);
  return [0, 2, 4].map((at) => view.getUint16(at) & 0x7ff);
}
