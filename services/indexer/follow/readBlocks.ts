import type { Rpc } from "../../chain/rpc.ts";
import type { ChainBlock } from "../decode/chainBlock.ts";
import type { Cursor } from "../write/cursor.ts";
import { checkBlock } from "./checkBlock.ts";
import { fetchBlocks } from "./fetchBlocks.ts";

/** Fetches the blocks `from` to `to` and checks each against the one before. @throws ChainFault and what fetching throws */
export async function readBlocks(
  rpc: Rpc,
  from: bigint,
  to: bigint,
  parent: Cursor | undefined,
): Promise<ChainBlock[]> {
  const answers = await fetchBlocks(rpc, from, to);
  let last = parent;
  return answers.map((answer, at) => {
    const block = checkBlock(from + BigInt(at), last, answer);
    last = { block: block.number, hash: block.hash };
    return block;
  });
}
