import type { Scalar } from "../../store/parameter.ts";
import type { Database } from "../../store/database.ts";
import { readCursor } from "../write/cursor.ts";
import { inSchema } from "../write/schema.ts";

export interface Page<R> {
  /** The block of which the rows are: read together with them. */
  readonly block: bigint;
  readonly rows: readonly R[];
}

/** Columns that tell a row from all others, by which the pages are ordered. */
export type RowKey = readonly string[];

/**
 * The rows of a statement page by page, each as it is at one block, without holding anybody up in between.
 * @param key columns of the statement that are unique together
 */
export async function* pagesOf<R extends object>(
  db: Database,
  sql: string,
  key: RowKey,
  size: number,
): AsyncGenerator<Page<R>> {
  const columns = key.map((column) => `"${column}"`).join(", ");
  const after = key.map((_, at) => `$${at + 2}`).join(", ");
  let last: R | undefined;
  for (;;) {
    const from: Scalar[] = last ? key.map((column) => (last as Record<string, Scalar>)[column] ?? null) : [];
    const where = last ? `where (${columns}) > (${after})` : "";
    const statement = `select * from (${sql}) page ${where} order by ${columns} limit $1`;
    const page = await inSchema(
      db,
      "mirror",
      async (q) => {
        const cursor = await readCursor(q);
        return cursor && { block: cursor.block, rows: await q.query<R>(statement, [size, ...from]) };
      },
      { isolation: "repeatable read" },
    );
    if (!page) return;
    yield page;
    last = page.rows.at(-1);
    if (page.rows.length < size) return;
  }
}

export const keyOf = (row: object, key: RowKey): string =>
  key.map((column) => String((row as Record<string, string | bigint>)[column])).join(" ");
