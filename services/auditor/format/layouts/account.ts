import type { Hash } from "../../../domain/brand.ts";
import { mappingSlot, slotAt } from "../../../evm/worldState.ts";
import { unpack } from "../layout.ts";

const OUTCOMES = 0n;
/** History head, and the word that begins with signer epoch, count of the history and threshold. */
export const ACCOUNT_HEAD = slotAt(2n);
export const ACCOUNT_COUNTS = slotAt(3n);

export const outcomeSlot = (intent: Hash): Hash => mappingSlot(intent, OUTCOMES);

export interface AccountCounts {
  readonly epoch: number;
  readonly seq: bigint;
  readonly threshold: number;
}

export function readCounts(word: bigint): AccountCounts {
  const [epoch = 0n, seq = 0n, threshold = 0n] = unpack(word, ...[32, 32, 8]);
  return { epoch: Number(epoch), seq, threshold: Number(threshold) };
}
