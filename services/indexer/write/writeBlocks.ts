import type { Database } from "../../store/database.ts";
import type { ChainBlock } from "../decode/chainBlock.ts";
import type { ContractBook } from "../decode/contractBook.ts";
import { moveCursor } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { decodeBlock } from "../decode/decodeBlock.ts";
import { flushRows, loadRows, openMirror } from "../project/mirror.ts";
import { needRows, projectEvents } from "../project/project.ts";
import { keepRaw } from "./keepRaw.ts";
import { inSchema } from "./schema.ts";
import type { Schema } from "./schema.ts";

export interface Target {
  readonly schema: Schema;
  /** False when the blocks come from the retained logs themselves. */
  readonly keepsRaw: boolean;
}

/**
 * Writes consecutive blocks - rows, raw logs and cursor - in one transaction: all or nothing.
 * @throws MirrorFault if an event does not fit the rows; CursorMoved if another indexer is at work
 */
export async function writeBlocks(
  db: Database,
  target: Target,
  book: ContractBook,
  from: Cursor | undefined,
  blocks: readonly ChainBlock[],
): Promise<Cursor> {
  const last = blocks.at(-1);
  if (!last) throw new RangeError("there is no block to write");
  const to: Cursor = { block: last.number, hash: last.hash };
  const events = blocks.flatMap((block) => decodeBlock(block, book));
  await inSchema(db, target.schema, async (q) => {
    const mirror = openMirror();
    await moveCursor(q, from, to);
    if (target.keepsRaw) await keepRaw(q, blocks, events, book);
    needRows(events, mirror);
    await loadRows(mirror, q);
    projectEvents(events, mirror);
    await flushRows(mirror, q);
  });
  return to;
}
