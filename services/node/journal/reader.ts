import { messageOf, NodeRefusal } from "../refusal.ts";
import { readLines } from "./lines.ts";
import { decodeRecord } from "./record.ts";
import type { JournalRecord } from "./record.ts";

export interface ReadRecord {
  readonly record: JournalRecord;
  readonly line: number;
  /** Offset after this record: where the good part of the file ends if nothing follows. */
  readonly end: number;
}

/**
 * Yields the records in order and leaves out what a write cut short can leave at the end: bytes without a newline, or a
 * last line with pages that were never written (NUL). Such a line was never synced, so nothing rests on it.
 *
 * @throws NodeRefusal `journal-corrupt` on any other damage, naming the line.
 */
export async function* readRecords(path: string): AsyncGenerator<ReadRecord> {
  let number = 0;
  let unwritten: NodeRefusal | undefined;
  for await (const { bytes, end, complete } of readLines(path)) {
    if (unwritten) throw unwritten;
    if (!complete) return;
    number += 1;
    const record = decode(bytes, `${path}, line ${number}`);
    if (!(record instanceof NodeRefusal)) yield { record, line: number, end };
    else if (bytes.includes(0)) unwritten = record;
    else throw record;
  }
}

function decode(bytes: Buffer, where: string): JournalRecord | NodeRefusal {
  try {
    return decodeRecord(bytes);
  } catch (cause) {
    const message = `${where} is damaged: ${messageOf(cause)}; restore the journal from a copy`;
    return new NodeRefusal("journal-corrupt", message, { cause });
  }
}
