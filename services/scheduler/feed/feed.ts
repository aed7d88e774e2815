import type { Queries } from "../../store/database.ts";
import { one, oneOrNone } from "../../store/rows.ts";

/** How far the events go. */
export interface Feed {
  readonly position: bigint;
  readonly block: bigint;
  /** Time of that block, epoch seconds. */
  readonly clock: bigint;
}

/** Reads and holds the feed until the transaction ends, so that one at a time appends. */
export async function holdFeed(q: Queries): Promise<Feed> {
  await q.query("insert into core.feed (position, block, clock) values (0, -1, 0) on conflict do nothing");
  return one(await q.query<Feed>("select position, block, clock from core.feed for update"));
}

export async function moveFeed(q: Queries, { position, block, clock }: Feed): Promise<void> {
  await q.query("update core.feed set position = $1, block = $2, clock = $3", [position, block, clock]);
}

/** The mirror's last block up to `limit`, with its time; undefined where the mirror has none after `block`. */
export async function nextBlock(
  q: Queries,
  block: bigint,
  limit: bigint,
): Promise<{ number: bigint; timestamp: bigint } | undefined> {
  const rows = await q.query<{ number: bigint; timestamp: bigint }>(
    `select b.number, b.timestamp from mirror.blocks b, mirror.cursor c
      where b.number > $1 and b.number <= least(c.block, $2) order by b.number desc limit 1`,
    [block, limit],
  );
  return oneOrNone(rows);
}
