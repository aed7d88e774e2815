import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { oneOrNone } from "../../store/rows.ts";

/** The last block whose rows are all in the mirror. */
export interface Cursor {
  readonly block: bigint;
  readonly hash: Hash;
}

/** Somebody else has moved the cursor meanwhile: two indexers are at work, and this one stops. */
export class CursorMoved extends Error {
  override readonly name = "CursorMoved";

  constructor(expected: Cursor | undefined) {
    super(`the mirror is no longer at block ${String(expected?.block ?? "none")}: another indexer writes it`);
  }
}

/** @returns undefined before the first block */
export async function readCursor(queries: Queries): Promise<Cursor | undefined> {
  return oneOrNone(await queries.query<Cursor>("select block, hash from cursor"));
}

/**
 * Moves the cursor, in the transaction that writes the rows.
 * @throws CursorMoved unless it stands where it is expected
 */
export async function moveCursor(queries: Queries, from: Cursor | undefined, to: Cursor): Promise<void> {
  const moved = from
    ? await queries.query("update cursor set block = $1, hash = $2 where block = $3 and hash = $4 returning block", [
        to.block,
        to.hash,
        from.block,
        from.hash,
      ])
    : await queries.query("insert into cursor (block, hash) values ($1, $2) on conflict do nothing returning block", [
        to.block,
        to.hash,
      ]);
  if (moved.length === 0) throw new CursorMoved(from);
}
