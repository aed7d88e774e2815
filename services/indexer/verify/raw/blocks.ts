import type { Rpc } from "../../../chain/rpc.ts";
import type { Hash, Hex } from "../../../domain/brand.ts";
import type { Database } from "../../../store/database.ts";
import { quantity } from "../../follow/fetchBlocks.ts";
import { differencesOf } from "../difference.ts";
import { pagesOf } from "../pages.ts";
import type { Report } from "../report.ts";
import { askAll } from "./askAll.ts";

interface BlockRow {
  readonly number: bigint;
  readonly hash: Hash;
  readonly timestamp: bigint;
  /** Of the block before; null for the first. */
  readonly before: bigint | null;
  /** What the cursor says of this block; null for all but the last. */
  readonly atCursor: Hash | null;
}

const PAGE = 500;
const SQL = `select number, hash, timestamp, lag(number) over (order by number) as before,
    (select c.hash from cursor c where c.block = b.number) as "atCursor"
  from blocks b`;

/** Every retained block is the node's, and none in between is missing. */
export async function checkBlocks(db: Database, rpc: Rpc, report: Report): Promise<void> {
  for await (const { block, rows } of pagesOf<BlockRow>(db, SQL, ["number"], PAGE)) {
    const found = await askAll<{ hash: Hash; timestamp: Hex }>(
      rpc,
      rows.map(({ number }) => ({ method: "eth_getBlockByNumber", params: [quantity(number), false] })),
    );
    const differences = rows.flatMap(({ number, hash, timestamp, before, atCursor }, at) =>
      differencesOf("blocks", String(number), block, [
        ["hash", hash, found[at]?.hash ?? null],
        ["timestamp", timestamp, BigInt(found[at]?.timestamp ?? -1)],
        ["the block before", before ?? number - 1n, number - 1n],
        ["the cursor's hash", atCursor ?? hash, hash],
      ]),
    );
    report.add("blocks", rows.length, block, differences);
  }
}
