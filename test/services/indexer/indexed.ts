import { expect } from "chai";
import type { Rpc } from "../../../services/chain/rpc.ts";
import type { IndexerOptions } from "../../../services/indexer/indexer.ts";
import { startIndexer } from "../../../services/indexer/startIndexer.ts";
import type { Indexer } from "../../../services/indexer/startIndexer.ts";
import type { Database } from "../../../services/store/database.ts";
import type { Ledger } from "./ledger.ts";

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
}

/** Takes log lines where a test can read them. */
export function quietLog(lines: LogLine[] = []): IndexerOptions["log"] {
  const at = (level: LogLine["level"]) => (first: unknown, message?: unknown) => {
    lines.push({ level, message: String(message ?? first) });
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

export function index(
  db: Database,
  ledger: Ledger,
  rpc: Rpc = ledger.network.rpc,
  lines?: LogLine[],
): Promise<Indexer> {
  const { manifest } = ledger.network;
  return startIndexer({ db, rpc, manifest, log: quietLog(lines), pollMs: 10 });
}

/** Indexes up to the chain's head and stops. */
export async function indexAll(db: Database, ledger: Ledger): Promise<void> {
  const indexer = await index(db, ledger);
  const reached = await indexer.waitFor(await ledger.head(), 30_000);
  const { halted, problem } = indexer.status();
  await indexer.stop();
  expect(reached, halted?.message ?? problem).to.equal(true);
}

/** Waits for the indexer to come to a state. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect.fail(`in ten seconds it did not happen: ${what}`);
}
