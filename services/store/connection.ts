import type { RawResult } from "./result.ts";

/** One session with the database, held by one user at a time. */
export interface Connection {
  /** Runs one statement; parameters and results in PostgreSQL's text format. */
  run(sql: string, parameters?: readonly (string | null)[]): Promise<RawResult>;
  /** Runs several statements without parameters. */
  script(sql: string): Promise<void>;
  /** Hands the session back; `broken` when its state is unknown and it must not be used again. */
  release(broken: boolean): void;
}

/** Where connections come from: all that differs between the two databases. */
export interface ConnectionSource {
  readonly kind: "pglite" | "postgres";
  /** Waits until a connection is free. */
  acquire(): Promise<Connection>;
  close(): Promise<void>;
}
