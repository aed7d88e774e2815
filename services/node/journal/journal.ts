import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, NodeRefusal } from "../refusal.ts";
import { encodeRecord } from "./record.ts";
import type { BlockRecord, HeaderRecord, SealedRecord } from "./record.ts";

/** The append side of the journal. A failed append leaves the disk's state unknown: the node must stop. */
export class Journal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Starts a journal, durable before anything is built on it: file and folder entry are synced. */
  static async create(path: string, header: HeaderRecord): Promise<Journal> {
    const journal = new Journal(await open(path, "w"));
    await journal.#append(encodeRecord(header), "sync");
    const folder = await open(dirname(path), "r");
    await folder.sync();
    await folder.close();
    return journal;
  }

  /** Goes on after `end`, the last good byte; what a write cut short left behind it is cut off. */
  static async resume(path: string, end: number): Promise<Journal> {
    const file = await open(path, "a");
    await file.truncate(end);
    await file.datasync();
    return new Journal(file);
  }

  /** Resolves once the block is on the disk. */
  async appendBlock(block: BlockRecord): Promise<void> {
    await this.#append(encodeRecord(block), "sync");
  }

  /** Not synced: the hash follows from the block, and the next block's sync covers it. */
  async appendSealed(sealed: SealedRecord): Promise<void> {
    await this.#append(encodeRecord(sealed), "no sync");
  }

  async close(): Promise<void> {
    await this.#file.datasync();
    await this.#file.close();
  }

  async #append(bytes: Buffer, durability: "sync" | "no sync"): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
      if (durability === "sync") await this.#file.datasync();
    } catch (cause) {
      throw new NodeRefusal("journal-unwritable", `cannot write the journal: ${messageOf(cause)}`, { cause });
    }
  }
}
