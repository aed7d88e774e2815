import type { ChainBlock } from "../decode/chainBlock.ts";
import type { Cursor } from "../write/cursor.ts";

/** Where a rebuild takes the blocks from. */
export interface BlockSource {
  readonly kind: "chain" | "logs";
  /** The blocks that follow, oldest first; none when there are no more. */
  next(after: Cursor | undefined): Promise<readonly ChainBlock[]>;
}
