import type { Columns } from "./column.ts";

/** A table of the mirror: its columns in camel case, in SQL the same in snake case. */
export interface Table<C extends Columns, K extends keyof C & string> {
  readonly name: string;
  /** Primary key. */
  readonly key: readonly K[];
  readonly columns: C;
  /** Rows are written once and never read back or changed by the indexer. */
  readonly appendOnly: boolean;
}

/** A table whose rows change. */
export const stateTable = <C extends Columns, K extends keyof C & string>(
  name: string,
  key: readonly K[],
  columns: C,
): Table<C, K> => ({ name, key, columns, appendOnly: false });

/** A table that only grows. */
export const historyTable = <C extends Columns, K extends keyof C & string>(
  name: string,
  key: readonly K[],
  columns: C,
): Table<C, K> => ({ name, key, columns, appendOnly: true });

export const snake = (camel: string): string => camel.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
