import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Database } from "../../store/database.ts";
import { oneOrNone } from "../../store/rows.ts";
import { fetchHead } from "../follow/fetchBlocks.ts";
import { firstBlock } from "../follow/follower.ts";
import { readBlocks } from "../follow/readBlocks.ts";
import type { BlockSource } from "./blockSource.ts";

const FETCHED = 32n;

/** The blocks as the node gives them now, each checked, as far as the mirror goes; all there are when it is empty. */
export function chainSource(db: Database, rpc: Rpc, manifest: Manifest): BlockSource {
  let end: bigint | undefined;
  return {
    kind: "chain",
    async next(after) {
      const cursor = oneOrNone(await db.query<{ block: bigint }>("select block from mirror.cursor"));
      end = cursor?.block ?? end ?? (await fetchHead(rpc)).number;
      const from = after ? after.block + 1n : firstBlock(manifest);
      if (from > end) return [];
      return readBlocks(rpc, from, end - from < FETCHED ? end : from + FETCHED - 1n, after);
    },
  };
}
