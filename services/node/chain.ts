import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { NodeConfig } from "./config.ts";
import { Engine } from "./engine/engine.ts";
import type { MinedBlock } from "./engine/engine.ts";
import { ENGINE_NAME, engineVersion } from "./engine/version.ts";
import { GENESIS_TIME, HARDFORK, JOURNAL_FORMAT } from "./genesis.ts";
import { Journal } from "./journal/journal.ts";
import { encodeRecord } from "./journal/record.ts";
import type { HeaderRecord } from "./journal/record.ts";
import type { Log } from "./log.ts";
import { describe, withProgress } from "./progress.ts";
import { NodeRefusal } from "./refusal.ts";
import { Replay } from "./replay.ts";

export interface Chain {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly head: MinedBlock;
  /** What stands in the journal so far, and how long it took to replay it. */
  readonly replayed: { readonly blocks: number; readonly transactions: number; readonly millis: number };
}

/**
 * Brings the chain of a home back to its last journalled block, or starts it. The home must be locked.
 * @throws NodeRefusal if the journal is not this chain's, is damaged, or replays into another history.
 */
export async function openChain(config: NodeConfig, log: Log): Promise<Chain> {
  const path = join(config.home, "journal.jsonl");
  const started = performance.now();
  const engine = await Engine.create(config);
  const genesis = await engine.head();
  const header = headerOf(config, genesis);
  const bytes = await sizeOf(path);
  const replay = new Replay(engine, genesis, header);
  if (bytes > 0) await withProgress(replay, bytes, log, () => replay.run(path));
  const { blocks, transactions, head, end } = replay;
  const journal = end === 0 ? await startJournal(path, header, bytes) : await Journal.resume(path, end);
  if (replay.headUnsealed) await journal.appendSealed({ kind: "sealed", number: head.number, hash: head.hash });
  const millis = Math.round(performance.now() - started);
  if (end === 0) log(`started chain ${config.chainId}, genesis ${genesis.hash}`);
  else log(`replayed the journal in ${millis} ms: ${describe(replay, millis)}; head ${head.number} ${head.hash}`);
  if (end < bytes) log(`dropped ${bytes - end} bytes of a record that was never finished`);
  return { engine, journal, head, replayed: { blocks, transactions, millis } };
}

/** Writes over nothing but this very header, cut short: that is all a start that failed can have left. */
async function startJournal(path: string, header: HeaderRecord, bytes: number): Promise<Journal> {
  const expected = encodeRecord(header).subarray(0, bytes);
  if (expected.length === bytes && (bytes === 0 || expected.equals(await readFile(path)))) {
    return Journal.create(path, header);
  }
  throw new NodeRefusal("journal-corrupt", `${path} is not a journal of this node; it was left as it is`);
}

function headerOf({ chainId, blockGasLimit }: NodeConfig, genesis: MinedBlock): HeaderRecord {
  return {
    kind: "header",
    format: JOURNAL_FORMAT,
    engine: ENGINE_NAME,
    engineVersion: engineVersion(),
    chainId,
    genesisTime: GENESIS_TIME,
    blockGasLimit,
    hardfork: HARDFORK,
    genesisHash: genesis.hash,
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  return found?.size ?? 0;
}
