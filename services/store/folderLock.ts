import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseLocked } from "./errors.ts";

const SQLITE_BUSY = 5;

/**
 * Makes the calling thread the only owner of `directory` until `release`, or until its process ends in any way.
 *
 * The lock is the operating system's own, on a file that SQLite keeps locked: Node has no file locks, and a file with
 * a process number says nothing once the number is in use again (in a container it always is). Nobody may open the
 * file `lock` beside SQLite: with POSIX locks, closing any handle on it in the owning process would free it.
 *
 * @throws DatabaseLocked naming the folder and its holder
 */
export function lockFolder(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const holderFile = join(directory, "holder.json");
  const lock = new DatabaseSync(join(directory, "lock"));
  try {
    lock.exec("pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive");
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new DatabaseLocked(directory, holderOf(holderFile));
    throw error;
  }
  writeFileSync(holderFile, JSON.stringify({ process: process.pid, since: new Date().toISOString() }));
  return {
    release() {
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function holderOf(holderFile: string): string {
  try {
    const holder = JSON.parse(readFileSync(holderFile, "utf8")) as { process: number; since: string };
    return `process ${holder.process} since ${holder.since}`;
  } catch {
    // The holder writes its name just after locking: for an instant it has none.
    return "another process that is just starting";
  }
}
