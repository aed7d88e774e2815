import type { Address, Hash, Hex } from "../domain/brand.ts";
import type { Intent } from "./intents.ts";
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
/** Left free in a block. */
const MARGIN = 1_000_000n;
const ZERO_ID = `0x${"00".repeat(32)}` as Hash;
const ZERO_ADDRESS = `0x${"00".repeat(20)}` as Address;

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

/** Gas that one relay transaction may have, so that a block always has room for it. */
export const relayCapacity = (blockGasLimit: bigint): bigint => blockGasLimit - MARGIN;

/**
 * The most gas that an intent with these calls can be signed for and still be relayed, alone in its transaction;
 * negative when its signatures and calldata alone are too much.
 */
export function maxIntentGas(calls: Intent["calls"], threshold: number, blockGasLimit: bigint): bigint {
  const intent = { id: ZERO_ID, deadline: 0n, gas: 0n, epoch: 0, calls };
  const signatures: Hex = `0x${"00".repeat(SIGNATURE_BYTES * threshold)}`;
  const rest = relayCapacity(blockGasLimit) - BASE - relayItemGas({ account: ZERO_ADDRESS, intent, signatures });
  return (rest * 63n ** 3n) / 64n ** 3n;
}

/** A caller keeps 1/64 of its gas from a callee; between the transaction and the calls there are three such steps. */
const withheld = (gas: bigint): bigint => (gas * 64n ** 3n) / 63n ** 3n + 1n;

const byteLength = (hex: string): number => hex.length / 2 - 1;
const padded = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;
