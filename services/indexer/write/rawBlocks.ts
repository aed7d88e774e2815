import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { ChainBlock, ChainLog, ChainTransaction } from "../decode/chainBlock.ts";

interface BlockRow {
  readonly number: bigint;
  readonly hash: Hash;
  readonly timestamp: bigint;
}

interface LogRow extends ChainLog {
  readonly block: bigint;
  readonly transactionHash: Hash;
}

interface CallRow {
  readonly hash: Hash;
  readonly recipient: Address;
  readonly input: Hex;
}

/** The retained blocks after `after` (all, when undefined), oldest first, at most `limit`; our logs only. */
export async function readRawBlocks(queries: Queries, after: bigint | undefined, limit: number): Promise<ChainBlock[]> {
  const blocks = await queries.query<BlockRow>(
    "select number, hash, timestamp from mirror.blocks where number > $1 order by number limit $2",
    [after ?? -1n, limit],
  );
  const last = blocks.at(-1)?.number;
  if (last === undefined) return [];
  const range = [after ?? -1n, last];
  const logs = await queries.query<LogRow>(
    `select block, index, address, topics, data, transaction_hash as "transactionHash", position
     from mirror.logs where block > $1 and block <= $2 order by block, index`,
    range,
  );
  const calls = await queries.query<CallRow>(
    "select hash, recipient, input from mirror.transactions where block > $1 and block <= $2",
    range,
  );
  return assemble(blocks, logs, calls);
}

function assemble(blocks: readonly BlockRow[], logs: readonly LogRow[], calls: readonly CallRow[]): ChainBlock[] {
  const callOf = new Map(calls.map(({ hash, ...call }) => [hash, call]));
  const logsOf = Map.groupBy(logs, ({ block }) => block);
  return blocks.map((block) => {
    const byTransaction = Map.groupBy(logsOf.get(block.number) ?? [], ({ transactionHash }) => transactionHash);
    const transactions = [...byTransaction].map(([hash, own]): ChainTransaction => ({
      hash,
      call: callOf.get(hash),
      logs: own,
    }));
    return { ...block, transactions };
  });
}
