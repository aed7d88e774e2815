import type { Connection } from "./connection.ts";
import type { TransactionOptions } from "./database.ts";
import { asCommitError, asDatabaseError, DatabaseError, DatabaseUnavailable, TransactionAborted } from "./errors.ts";
import { OpenTransaction } from "./openTransaction.ts";
import type { RawResult } from "./result.ts";

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * Begins, runs `fn`, commits or rolls back, and hands the connection back.
 * @param enter runs the caller's function inside the given transaction
 */
export async function runTransaction<T>(
  connection: Connection,
  options: TransactionOptions,
  enter: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  let broken = false;
  const noting = async (run: () => Promise<RawResult>): Promise<RawResult> => {
    try {
      return await run();
    } catch (error) {
      broken = error instanceof DatabaseUnavailable;
      throw error;
    }
  };
  try {
    await noting(() => connection.run(`begin isolation level ${options.isolation ?? "read committed"}`));
    const transaction = new OpenTransaction(connection);
    let result: T;
    try {
      result = await withinTime(enter(transaction), options.timeout ?? DEFAULT_TIMEOUT_MS);
    } catch (error) {
      await transaction.end();
      broken = !(await rolledBack(connection));
      throw error;
    }
    await transaction.end();
    const { command } = await noting(() => commit(connection));
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, not with an error.
    if (command !== "COMMIT") {
      throw new TransactionAborted("rolled back: a statement in it had failed", {}, { cause: transaction.failure });
    }
    return result;
  } finally {
    connection.release(broken);
  }
}

async function commit(connection: Connection): Promise<RawResult> {
  try {
    return await connection.run("commit");
  } catch (error) {
    throw asCommitError(asDatabaseError(error));
  }
}

/** False when the connection is broken: the server then rolls back by itself, and the first error is the one to tell. */
async function rolledBack(connection: Connection): Promise<boolean> {
  try {
    await connection.run("rollback");
    return true;
  } catch {
    return false;
  }
}

async function withinTime<T>(work: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DatabaseError(`transaction rolled back: not done after ${timeout} ms`, { code: "25P04" }));
    }, timeout);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
