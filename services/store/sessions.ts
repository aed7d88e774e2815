import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionSource } from "./connection.ts";
import type { Database, Transaction, TransactionOptions } from "./database.ts";
import { asCommitError, asDatabaseError, DatabaseError, DatabaseUnavailable, SerializationFailure } from "./errors.ts";
import { encodeParameters, type Parameter } from "./parameter.ts";
import { decodeRows, type RawResult } from "./result.ts";
import type { OpenTransaction } from "./openTransaction.ts";
import { runTransaction } from "./transaction.ts";

const FIRST_PAUSE_MS = 5;

/** The one implementation of {@link Database}: drivers differ only in where their connections come from. */
export function databaseOver(source: ConnectionSource): Database {
  return new Sessions(source);
}

class Sessions implements Database {
  readonly #source: ConnectionSource;
  readonly #current = new AsyncLocalStorage<OpenTransaction>();
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(source: ConnectionSource) {
    this.#source = source;
  }

  get kind(): Database["kind"] {
    return this.#source.kind;
  }

  async query<T extends object>(sql: string, params: readonly Parameter[] = []): Promise<T[]> {
    const texts = encodeParameters(params);
    return decodeRows(await this.#run(() => this.#statement(sql, texts))) as T[];
  }

  async tx<T>(fn: (q: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#run(async () => {
      for (let attempt = 0; ; attempt++) {
        try {
          const connection = await this.#source.acquire();
          return await runTransaction(connection, options, (open) => this.#current.run(open, () => fn(open)));
        } catch (error) {
          const again = error instanceof SerializationFailure && attempt < (options.retries ?? 0);
          if (!again) throw error;
          // Random, so that two that collided do not collide again.
          await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
        }
      }
    });
  }

  async close(): Promise<void> {
    this.#refuseInside();
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#source.close());
    return this.#closing;
  }

  async #statement(sql: string, texts: (string | null)[]): Promise<RawResult> {
    const connection = await this.#source.acquire();
    let broken = false;
    try {
      return await connection.run(sql, texts);
    } catch (error) {
      broken = error instanceof DatabaseUnavailable;
      throw asCommitError(asDatabaseError(error));
    } finally {
      connection.release(broken);
    }
  }

  /** Keeps account of what runs, so that closing can wait for it. */
  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new DatabaseUnavailable("the database is closed", {});
    this.#refuseInside();
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** With one connection it would wait for itself for ever; with several it would see neither its locks nor its rows. */
  #refuseInside(): void {
    if (this.#current.getStore()?.over !== false) return;
    throw new DatabaseError("inside a transaction use its own queries, not the database's", { code: "25001" });
  }
}
