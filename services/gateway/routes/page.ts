import { Problem } from "../problems/problem.ts";

const DEFAULT_LIMIT = 50;

/** What a row is sorted and found by; together these parts are never equal for two rows. */
type RowKey = readonly (string | bigint)[];

export interface Page {
  /** Key of the last row of the page before. */
  readonly after: readonly string[] | undefined;
  /** Rows to read: one more than are shown, to know whether there is a next page. */
  readonly limit: number;
}

export interface PagedList<R> {
  /** The form of each part of a row's key. */
  readonly key: readonly RegExp[];
  readonly read: (page: Page) => Promise<R[]>;
  readonly keyOf: (row: R) => RowKey;
  readonly view: (rows: R[]) => Promise<unknown[]> | unknown[];
}

/** Parts of keys. */
export const NUMBER = /^\d{1,18}$/;
export const HEX = /^0x[0-9a-f]{40,64}$/;
export const MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

const SEPARATOR = "~";

/** @throws Problem invalid-field for a cursor that the list cannot have given */
export async function pageFrom<R>(
  query: { cursor?: string; limit?: string },
  { key, read, keyOf, view }: PagedList<R>,
): Promise<{ items: unknown[]; next: string | null }> {
  const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
  const after = query.cursor?.split(SEPARATOR);
  if (after && (after.length !== key.length || !after.every((part, at) => key[at]?.test(part)))) {
    throw new Problem("invalid-field", { detail: "the cursor is not one that this list gave", field: "/cursor" });
  }
  const rows = await read({ after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? keyOf(last).map(String).join(SEPARATOR) : null;
  return { items: await view(shown), next };
}
