import { Problem } from "../problems/problem.ts";

const DEFAULT_LIMIT = 50;

export interface Page {
  readonly before: bigint | undefined;
  readonly limit: number;
}

/**
 * One page of a list sorted downwards by a number: reads one row more than asked for, to know whether there is a next page.
 *
 * @param cursorOf the number of a row, in decimal
 */
export async function pageFrom<R>(
  query: { cursor?: string; limit?: string },
  read: (page: Page) => Promise<R[]>,
  cursorOf: (row: R) => string,
  view: (row: R) => unknown,
): Promise<{ items: unknown[]; next: string | null }> {
  const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
  if (query.cursor !== undefined && !/^\d{1,18}$/.test(query.cursor)) {
    throw new Problem("invalid-field", { detail: "the cursor is not one that this list gave", field: "cursor" });
  }
  const before = query.cursor === undefined ? undefined : BigInt(query.cursor);
  const rows = await read({ before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? cursorOf(last) : null;
  return { items: await Promise.all(shown.map(view)), next };
}
