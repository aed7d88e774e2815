import type { Manifest } from "../../chain/manifest.ts";
import type { Database } from "../../store/database.ts";
import { ContractBook } from "../decode/contractBook.ts";
import { coverContracts } from "../write/coverage.ts";
import type { Cursor } from "../write/cursor.ts";
import { groupsOf } from "../write/groups.ts";
import { inSchema } from "../write/schema.ts";
import { writeBlocks } from "../write/writeBlocks.ts";
import type { BlockSource } from "./blockSource.ts";
import { makeShadow } from "./copies.ts";

/** The same projections once more, from the first block on, beside the mirror. */
export class Replay {
  readonly #db: Database;
  readonly #book: ContractBook;
  readonly #source: BlockSource;
  #cursor: Cursor | undefined;

  private constructor(db: Database, manifest: Manifest, source: BlockSource) {
    this.#db = db;
    this.#book = new ContractBook(manifest);
    this.#source = source;
  }

  static async start(db: Database, manifest: Manifest, source: BlockSource): Promise<Replay> {
    await db.tx(makeShadow);
    await inSchema(db, "mirror_rebuild", (q) => coverContracts(q, manifest));
    return new Replay(db, manifest, source);
  }

  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  /** Goes on until the source has no more blocks. @param afterEach is told of each step */
  async catchUp(afterEach: () => Promise<void>): Promise<void> {
    const target = { schema: "mirror_rebuild", keepsRaw: this.#source.kind === "chain" } as const;
    for (;;) {
      const blocks = await this.#source.next(this.#cursor);
      if (blocks.length === 0) return;
      for (const group of groupsOf(blocks)) {
        this.#cursor = await writeBlocks(this.#db, target, this.#book, this.#cursor, group);
      }
      await afterEach();
    }
  }
}
