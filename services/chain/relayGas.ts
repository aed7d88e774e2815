import type { RelayItem } from "./relayTransaction.ts";

/** Of any transaction, and the relay's own loop. */
const BASE = 21_000n + 10_000n;
/** Of an item apart from its calls and signatures: freshness, hashes, outcome, events, and the reserve of an account. */
const ITEM = 90_000n;
const SIGNATURE = 10_000n;
const SIGNATURE_BYTES = 65;
const CALLDATA_BYTE = 16n;
const WORD = 32;
/** Words of the encoding that are there without any call: offsets, lengths, the intent's own fields. */
const ITEM_WORDS = 12;
const CALL_WORDS = 5;

/** Gas with which every item is attempted, the last included: an upper bound, what is unused costs nothing. */
export const relayGasLimit = (items: readonly RelayItem[]): bigint =>
  items.reduce((total, item) => total + relayItemGas(item), BASE);

/** What an item adds to its batch, at most; for filling batches up to the block's gas limit. */
export function relayItemGas({ intent, signatures }: RelayItem): bigint {
  const signatureBytes = byteLength(signatures);
  const callBytes = intent.calls.map(({ data }) => CALL_WORDS * WORD + padded(byteLength(data)));
  const bytes = ITEM_WORDS * WORD + padded(signatureBytes) + callBytes.reduce((sum, length) => sum + length, 0);
  const checks = ITEM + SIGNATURE * BigInt(signatureBytes / SIGNATURE_BYTES);
  return withheld(intent.gas) + checks + CALLDATA_BYTE * BigInt(bytes);
}

/** A caller keeps 1/64 of its gas from a callee; between the transaction and the calls there are three such steps. */
const withheld = (gas: bigint): bigint => (gas * 64n ** 3n) / 63n ** 3n + 1n;

const byteLength = (hex: string): number => hex.length / 2 - 1;
const padded = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;
