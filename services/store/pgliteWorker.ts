import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { DatabaseLocked, type ServerReport } from "./errors.ts";
import { lockFolder } from "./folderLock.ts";
import type { RawResult } from "./result.ts";

/** First message to the worker's owner. */
export type PgliteStart = { readonly ready: true } | { readonly ready: false; readonly failure: PgliteFailure };

/** `parameters` undefined: a script of several statements. `sql` undefined: close. */
export interface PgliteRequest {
  readonly id: number;
  readonly sql: string | undefined;
  readonly parameters: readonly (string | null)[] | undefined;
}

export type PgliteAnswer =
  { readonly id: number; readonly result: RawResult } | { readonly id: number; readonly failure: PgliteFailure };

export interface PgliteFailure extends ServerReport {
  readonly message: string;
  /** Who has the folder, when that is what failed. */
  readonly holder: string | undefined;
}

const NOTHING: RawResult = { command: "", fields: [], rows: [] };
const asText = (text: unknown): string => text as string;

if (parentPort === null) throw new Error("pgliteWorker.ts runs as a worker thread only");
const port = parentPort;

try {
  const lock = lockFolder(workerData as string);
  const database = await open(join(workerData as string, "pgdata"));
  port.on("message", (request: PgliteRequest) => {
    void answer(database, request).then((reply) => {
      port.postMessage(reply);
      if (request.sql !== undefined) return;
      lock.release();
      port.close();
    });
  });
  port.postMessage({ ready: true } satisfies PgliteStart);
} catch (error) {
  port.postMessage({ ready: false, failure: failureOf(error) } satisfies PgliteStart);
}

/** Both drivers exchange text: PGlite's own readers and writers of types are put aside. */
async function open(folder: string): Promise<PGlite> {
  const database = await PGlite.create(folder);
  for (const table of [database.parsers, database.serializers]) {
    for (const oid of Object.keys(table)) table[oid] = asText;
  }
  return database;
}

async function answer(database: PGlite, { id, sql, parameters }: PgliteRequest): Promise<PgliteAnswer> {
  try {
    if (sql === undefined) await database.close();
    else if (parameters === undefined) await database.exec(sql);
    else return { id, result: await run(database, sql, parameters) };
    return { id, result: NOTHING };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

async function run(database: PGlite, sql: string, parameters: readonly (string | null)[]): Promise<RawResult> {
  const result = await database.query<(string | null)[]>(sql, [...parameters], { rowMode: "array" });
  return { command: result.command ?? "", fields: result.fields, rows: result.rows };
}

/** Only what is needed crosses: PGlite's errors carry the statement's parameters. */
function failureOf(error: unknown): PgliteFailure {
  const { code, constraint, table } = error as ServerReport;
  const message = error instanceof Error ? error.message : String(error);
  return { message, code, constraint, table, holder: error instanceof DatabaseLocked ? error.holder : undefined };
}
