import type { Rpc } from "../../chain/rpc.ts";
import type { ChainBlock } from "../decode/chainBlock.ts";
import type { Cursor } from "../write/cursor.ts";
import { readBlocks } from "./readBlocks.ts";

/** Blocks in one request. */
const FETCHED = 32n;

/** Reads ahead, so that fetching and checking the next blocks hides behind the writing of these. */
export class Prefetch {
  readonly #rpc: Rpc;
  #ahead: { readonly from: bigint; readonly blocks: Promise<ChainBlock[]> } | undefined;

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  /** Checked blocks from `from` on, at most up to `head`. @throws ChainFault and what fetching throws */
  async take(from: bigint, head: bigint, parent: Cursor | undefined): Promise<ChainBlock[]> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const blocks = await (ahead?.from === from ? ahead.blocks : this.#read(from, head, parent));
    const last = blocks.at(-1);
    if (last && last.number < head) this.#readAhead(last.number + 1n, head, { block: last.number, hash: last.hash });
    return blocks;
  }

  forget(): void {
    this.#ahead = undefined;
  }

  #readAhead(from: bigint, head: bigint, parent: Cursor): void {
    const blocks = this.#read(from, head, parent);
    // Thrown where the blocks are taken; if they never are, nobody needs to know.
    blocks.catch(() => undefined);
    this.#ahead = { from, blocks };
  }

  #read(from: bigint, head: bigint, parent: Cursor | undefined): Promise<ChainBlock[]> {
    const to = head - from < FETCHED ? head : from + FETCHED - 1n;
    return readBlocks(this.#rpc, from, to, parent);
  }
}
