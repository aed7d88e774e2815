import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionSource } from "./connection.ts";
import type { Database, Transaction, TransactionOptions } from "./database.ts";
import { asCommitError, asDatabaseError, DatabaseError, DatabaseUnavailable, SerializationFailure } from "./errors.ts";
import { encodeParameters, type Parameter } from "./parameter.ts";
import { decodeRows, type RawResult } from "./result.ts";
import { type OpenTransaction, runTransaction } from "./transaction.ts";

/** The one implementation of {@link Database}: drivers differ only in where their connections come from. */
export function databaseOver(source: ConnectionSource): Database {
  const current = new AsyncLocalStorage<OpenTransaction>();
  let closing: Promise<void> | undefined;

  const acquire = (): ReturnType<ConnectionSource["acquire"]> => {
    if (closing !== undefined) throw new DatabaseUnavailable("the database is closed", {});
    // With one connection this would wait for itself for ever; with several it would see neither locks nor rows.
    if (current.getStore()?.over === false) {
      throw new DatabaseError("inside a transaction use its own queries, not the database's", { code: "25001" });
    }
    return source.acquire();
  };

  const statement = async (sql: string, texts: (string | null)[]): Promise<RawResult> => {
    const connection = await acquire();
    let broken = false;
    try {
      return await connection.run(sql, texts);
    } catch (error) {
      broken = error instanceof DatabaseUnavailable;
      throw asCommitError(asDatabaseError(error));
    } finally {
      connection.release(broken);
    }
  };

  return {
    kind: source.kind,
    async query<T extends object>(sql: string, params: readonly Parameter[] = []): Promise<T[]> {
      return decodeRows(await statement(sql, encodeParameters(params))) as T[];
    },
    async tx<T>(fn: (q: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
      for (let attempt = 0; ; attempt++) {
        try {
          const connection = await acquire();
          return await runTransaction(connection, options, (open) => current.run(open, () => fn(open)));
        } catch (error) {
          const again = error instanceof SerializationFailure && attempt < (options.retries ?? 0);
          if (!again) throw error;
          await sleep(Math.random() * 5 * 2 ** attempt);
        }
      }
    },
    close() {
      closing ??= source.close();
      return closing;
    },
  };
}
