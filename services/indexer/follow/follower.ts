import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Hash } from "../../domain/brand.ts";
import type { Database } from "../../store/database.ts";
import { one, oneOrNone } from "../../store/rows.ts";
import type { ChainBlock } from "../decode/chainBlock.ts";
import { ContractBook } from "../decode/contractBook.ts";
import { learnAccounts } from "../write/accounts.ts";
import { readCursor } from "../write/cursor.ts";
import type { Cursor } from "../write/cursor.ts";
import { groupsOf } from "../write/groups.ts";
import { readRawBlocks } from "../write/rawBlocks.ts";
import { inSchema } from "../write/schema.ts";
import { writeBlocks } from "../write/writeBlocks.ts";
import { ChainFault } from "./chainFault.ts";
import { fetchHead } from "./fetchBlocks.ts";
import type { ChainHead } from "./fetchBlocks.ts";
import { Prefetch } from "./prefetch.ts";

/** Retained blocks that are projected in one step. */
const RETAINED_STEP = 50;

interface State {
  readonly book: ContractBook;
  /** Last block whose logs are retained; beyond the cursor when the projections were dropped. */
  readonly retained: bigint;
}

/** Takes each block once, in order, from the deployment's on. */
export class Follower {
  readonly #db: Database;
  readonly #rpc: Rpc;
  readonly #manifest: Manifest;
  readonly #prefetch: Prefetch;
  readonly #onCursor: (cursor: Cursor) => void;
  #state: State | undefined;
  #cursor: Cursor | undefined;

  /** @param onCursor is told of every move of the cursor, once it is committed */
  constructor(db: Database, rpc: Rpc, manifest: Manifest, onCursor: (cursor: Cursor) => void) {
    this.#db = db;
    this.#rpc = rpc;
    this.#manifest = manifest;
    this.#prefetch = new Prefetch(rpc);
    this.#onCursor = onCursor;
  }

  get position(): bigint | undefined {
    return this.#cursor?.block;
  }

  /** Forgets what it believes: after an error it may not be known whether the last group was committed. */
  forget(): void {
    this.#state = undefined;
    this.#prefetch.forget();
  }

  /**
   * Goes as far as one look at the chain shows.
   * @returns the node's newest block, or undefined while there are retained blocks to project first
   * @throws ChainFault, MirrorFault; CursorMoved; whatever RPC and database throw
   */
  async step(): Promise<ChainHead | undefined> {
    const { retained, book } = (this.#state ??= await this.#recall());
    if ((this.position ?? -1n) < retained) {
      const blocks = await readRawBlocks(this.#db, this.position, RETAINED_STEP);
      await this.#write(blocks, book, false);
      return undefined;
    }
    const head = await fetchHead(this.#rpc);
    const next = this.#cursor ? this.#cursor.block + 1n : firstBlock(this.#manifest);
    if (head.number >= next) await this.#write(await this.#prefetch.take(next, head.number, this.#cursor), book, true);
    else await this.#checkKnown(head);
    return head;
  }

  async #recall(): Promise<State> {
    const book = new ContractBook(this.#manifest);
    return inSchema(this.#db, "mirror", async (q) => {
      this.#cursor = await readCursor(q);
      if (this.#cursor) this.#onCursor(this.#cursor);
      await learnAccounts(q, book);
      const raw = await q.query<{ retained: bigint }>("select coalesce(max(number), -1) as retained from blocks");
      return { book, retained: one(raw).retained };
    });
  }

  async #write(blocks: readonly ChainBlock[], book: ContractBook, keepsRaw: boolean): Promise<void> {
    for (const group of groupsOf(blocks)) {
      this.#cursor = await writeBlocks(this.#db, { schema: "mirror", keepsRaw }, book, this.#cursor, group);
      this.#onCursor(this.#cursor);
    }
  }

  /** A node may lag behind what the mirror has seen, but not differ from it. */
  async #checkKnown(head: ChainHead): Promise<void> {
    const known = await this.#db.query<{ hash: Hash }>("select hash from mirror.blocks where number = $1", [
      head.number,
    ]);
    const hash = oneOrNone(known)?.hash;
    if (hash === undefined || hash === head.hash) return;
    throw new ChainFault("block-replaced", head.number, hash, head.hash, "the node has another block than it had");
  }
}

/** Nothing of the ledger is older. */
export const firstBlock = ({ versions }: Manifest): bigint =>
  BigInt(Math.min(...versions.map(({ deployBlock }) => deployBlock)));
