import type { Hash } from "../domain/brand.ts";

/** What an account has recorded of an intent's id, from `outcomeOf(id)`. */
export interface RecordedOutcome {
  readonly result: "done" | "failed" | "cancelled";
  /** Whether it was recorded for the intent of this hash; false if the id was used for another content. */
  isOf(intentHash: Hash): boolean;
}

const RESULTS = [undefined, "done", "failed", "cancelled"] as const;

/**
 * The word's two lowest bits are the result, the others those of the intent's hash (of the cancellation's, if cancelled).
 *
 * @returns undefined while the id is unused
 */
export function readOutcomeWord(word: Hash): RecordedOutcome | undefined {
  const value = BigInt(word);
  const result = RESULTS[Number(value & 3n)];
  return result && { result, isOf: (intentHash) => BigInt(intentHash) >> 2n === value >> 2n };
}
