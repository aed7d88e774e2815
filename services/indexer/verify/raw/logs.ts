import type { Rpc } from "../../../chain/rpc.ts";
import type { RpcLog } from "../../../chain/rpcTypes.ts";
import type { Address, Hash, Hex } from "../../../domain/brand.ts";
import type { Database, Queries } from "../../../store/database.ts";
import { quantity } from "../../follow/fetchBlocks.ts";
import { differencesOf } from "../difference.ts";
import type { Difference } from "../difference.ts";
import { pagesOf } from "../pages.ts";
import type { Report } from "../report.ts";

interface LogRow {
  readonly block: bigint;
  readonly index: number;
  readonly address: Address;
  readonly topics: readonly Hash[];
  readonly data: Hex;
  readonly transactionHash: Hash;
}

interface BlockLogs {
  readonly number: bigint;
  readonly logs: bigint;
}

/** Besu answers for at most 5,000 blocks. */
const MAX_BLOCKS = 1_000;
const MAX_LOGS = 1_000n;

const SQL = "select number, (select count(*) from logs l where l.block = b.number) as logs from blocks b";

/**
 * The retained logs are all that our contracts have emitted, as the node tells it now: what is missing from the mirror
 * altogether shows here.
 */
export async function checkLogs(db: Database, rpc: Rpc, report: Report): Promise<void> {
  const ours = new Set(
    (
      await db.query<{ address: Address }>(
        "select address from mirror.contracts union select account from mirror.parties",
      )
    ).map(({ address }) => address),
  );
  for await (const { block, rows } of pagesOf<BlockLogs>(db, SQL, ["number"], MAX_BLOCKS)) {
    for (const range of rangesOf(rows)) {
      const retained = await retainedLogs(db, range);
      const found = await emittedLogs(rpc, range, ours);
      report.add("logs", retained.size, block, compare(retained, found, block));
    }
  }
}

type Range = readonly [from: bigint, to: bigint];

function rangesOf(blocks: readonly BlockLogs[]): Range[] {
  const ranges: Range[] = [];
  let logs = MAX_LOGS;
  for (const block of blocks) {
    const last = ranges.at(-1);
    if (last && logs + block.logs <= MAX_LOGS) ranges[ranges.length - 1] = [last[0], block.number];
    else {
      ranges.push([block.number, block.number]);
      logs = 0n;
    }
    logs += block.logs;
  }
  return ranges;
}

async function retainedLogs(queries: Queries, range: Range): Promise<Map<string, LogRow>> {
  const rows = await queries.query<LogRow>(
    `select block, index, address, topics, data, transaction_hash as "transactionHash"
     from mirror.logs where block between $1 and $2`,
    range,
  );
  return new Map(rows.map((row) => [`${row.block} ${row.index}`, row]));
}

async function emittedLogs(rpc: Rpc, [from, to]: Range, ours: ReadonlySet<Address>): Promise<Map<string, RpcLog>> {
  const filter = { fromBlock: quantity(from), toBlock: quantity(to) };
  const logs = await rpc.call<RpcLog[]>("eth_getLogs", [filter]);
  return new Map(
    logs
      .filter(({ address }) => ours.has(address))
      .map((log) => [`${BigInt(log.blockNumber)} ${Number(log.logIndex)}`, log]),
  );
}

function compare(retained: ReadonlyMap<string, LogRow>, found: ReadonlyMap<string, RpcLog>, at: bigint): Difference[] {
  const keys = new Set([...retained.keys(), ...found.keys()]);
  return [...keys].flatMap((key) => {
    const mine = retained.get(key);
    const theirs = found.get(key);
    return differencesOf("logs", key, at, [
      ["address", mine?.address ?? null, theirs?.address ?? null],
      ["topics", mine?.topics.join(" ") ?? null, theirs?.topics.join(" ") ?? null],
      ["data", mine?.data ?? null, theirs?.data ?? null],
      ["transaction_hash", mine?.transactionHash ?? null, theirs?.transactionHash ?? null],
    ]);
  });
}
