import type { Connection } from "./connection.ts";
import type { Transaction } from "./database.ts";
import { asDatabaseError, DatabaseError } from "./errors.ts";
import { encodeParameters, type Parameter } from "./parameter.ts";
import { decodeRows } from "./result.ts";

/** The statements of one transaction, one after another even when asked for at once; unusable once it is over. */
export class OpenTransaction implements Transaction {
  readonly #connection: Connection;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;
  #failure: DatabaseError | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get over(): boolean {
    return this.#over;
  }

  get failure(): DatabaseError | undefined {
    return this.#failure;
  }

  async query<T extends object>(sql: string, params: readonly Parameter[] = []): Promise<T[]> {
    const texts = encodeParameters(params);
    const result = await this.#inTurn(() => this.#connection.run(sql, texts));
    return decodeRows(result) as T[];
  }

  async script(sql: string): Promise<void> {
    await this.#inTurn(() => this.#connection.script(sql));
  }

  /** Refuses further statements and waits for those already asked for. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#last;
  }

  async #inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (this.#over) throw new DatabaseError("statement after the end of its transaction", { code: "25000" });
    const turn = this.#last.then(run);
    this.#last = turn.catch((error: unknown) => {
      this.#failure ??= asDatabaseError(error);
    });
    return turn;
  }
}
