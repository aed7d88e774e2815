/** Something that the mirror says and the chain, or the mirror's own raw logs, do not. */
export interface Difference {
  readonly table: string;
  /** The row's primary key. */
  readonly key: string;
  /** A column, or what is compared over several. */
  readonly what: string;
  /** Null: the mirror has no such row. */
  readonly mirror: string | null;
  /** Null: there is nothing of the kind. */
  readonly chain: string | null;
  /** The block at which both were read. */
  readonly block: number;
}

export type Comparable = string | bigint | number | boolean | null;

/** One thing compared: what, the mirror's value, the other's. */
export type Pair = readonly [what: string, mirror: Comparable, chain: Comparable];

export function differencesOf(table: string, key: string, block: bigint, pairs: readonly Pair[]): Difference[] {
  return pairs.flatMap(([what, mirror, chain]) => {
    const [ours, theirs] = [textOf(mirror), textOf(chain)];
    return ours === theirs ? [] : [{ table, key, what, mirror: ours, chain: theirs, block: Number(block) }];
  });
}

const textOf = (value: Comparable): string | null => (value === null ? null : String(value).toLowerCase());
