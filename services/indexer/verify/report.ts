import type { Difference } from "./difference.ts";

export interface Verification {
  /** The block at which mirror and chain were compared; null when the mirror is empty. */
  readonly block: number | null;
  /** Later than `block` when the indexer went on meanwhile: each page of rows is compared at its own block. */
  readonly lastBlock: number | null;
  /** How many rows of each table, or things of each kind. */
  readonly compared: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Collects what a verification finds. */
export class Report {
  readonly #compared = new Map<string, number>();
  readonly #differences: Difference[] = [];
  #first: bigint | undefined;
  #last: bigint | undefined;

  /** @param block the block at which they were compared */
  add(what: string, count: number, block: bigint, differences: readonly Difference[]): void {
    this.#first ??= block;
    this.#last = block;
    this.#compared.set(what, (this.#compared.get(what) ?? 0) + count);
    this.#differences.push(...differences);
  }

  finish(): Verification {
    return {
      block: this.#first === undefined ? null : Number(this.#first),
      lastBlock: this.#last === undefined ? null : Number(this.#last),
      compared: Object.fromEntries(this.#compared),
      differences: this.#differences,
    };
  }
}
