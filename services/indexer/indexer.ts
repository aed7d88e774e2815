import type { Logger } from "pino";
import type { Manifest } from "../chain/manifest.ts";
import type { Rpc } from "../chain/rpc.ts";
import type { Bell } from "../domain/bell.ts";
import type { Database } from "../store/database.ts";
import type { Halt } from "./follow/halt.ts";

export interface IndexerOptions {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Milliseconds between two looks at an idle chain; default 50. */
  readonly pollMs?: number;
  /** Rung at every block that is in the mirror. */
  readonly bell?: Bell;
}

export interface IndexerStatus {
  /** The node's newest block, as last seen; undefined before the first look. */
  readonly head: number | undefined;
  /** The last block whose rows are in the mirror; undefined before the first. */
  readonly position: number | undefined;
  /** Whether the mirror has caught up with the chain and follows it. */
  readonly ready: boolean;
  /** What keeps it from following for the moment. */
  readonly problem?: string;
  /** What it will not go on from by itself. */
  readonly halted?: Halt;
}

/** Keeps the mirror up with the chain. */
export interface Indexer {
  status(): IndexerStatus;
  /** @returns whether the mirror reached the block within the time */
  waitFor(block: number, timeoutMs: number): Promise<boolean>;
  /** Runs `work` between two blocks; then goes on from what it finds in the mirror, also when it had halted. */
  paused<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when the block that is being written is written. */
  stop(): Promise<void>;
}
