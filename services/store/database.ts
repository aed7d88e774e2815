import type { Parameter } from "./parameter.ts";

export interface Queries {
  /**
   * Runs one SQL statement with `$1`-style parameters. Result types: int8 and numeric -> bigint, bytea -> Uint8Array,
   * jsonb -> parsed, date -> `YYYY-MM-DD`, timestamptz -> `YYYY-MM-DDTHH:MM:SS.ffffffZ`, arrays -> arrays.
   * @throws DatabaseError and its subclasses (errors.ts); TypeError for a parameter or column type that is not supported
   */
  query<T extends object>(sql: string, params?: readonly Parameter[]): Promise<T[]>;
}

export interface Transaction extends Queries {
  /** Runs several statements without parameters (migrations). */
  script(sql: string): Promise<void>;
}

export interface TransactionOptions {
  /** Default: read committed. PGlite has one connection, so there every level is serialisable. */
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  /**
   * How often to run `fn` again after a serialisation failure or deadlock; default 0. Give it only when everything
   * `fn` does is inside the database: it runs from the start each time.
   */
  readonly retries?: number;
  /** Milliseconds that `fn` may take before it is rolled back, so that others are not kept waiting; default 60,000. */
  readonly timeout?: number;
}

export interface Database extends Queries {
  readonly kind: "pglite" | "postgres";
  /**
   * Runs `fn` in a transaction: committed when it returns, rolled back when it throws. Inside, use only the given
   * queries; a statement on the database itself would wait for its own transaction and is refused.
   * @throws OutcomeUnknown when the answer to COMMIT was lost; TransactionAborted when `fn` hid a failed statement
   */
  tx<T>(fn: (q: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Waits for what runs, then lets go of connections and folder. */
  close(): Promise<void>;
}
