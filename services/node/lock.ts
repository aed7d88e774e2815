import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { NodeRefusal } from "./refusal.ts";

const SQLITE_BUSY = 5;

/**
 * One node per folder. SQLite's exclusive lock is held by the operating system on behalf of the process, so it is gone
 * the moment the process is, kill -9 included: there is no stale lock to detect and no race in taking one over.
 *
 * @returns the release.
 * @throws NodeRefusal `home-locked`.
 */
export function lockHome(home: string): () => void {
  const database = new DatabaseSync(join(home, "node.lock"));
  try {
    database.exec("PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw cause;
    throw new NodeRefusal("home-locked", `another node is running on ${home}; a home has one node at a time`, {
      cause,
    });
  }
  return () => {
    database.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
