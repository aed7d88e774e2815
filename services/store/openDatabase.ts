import type { Database } from "./database.ts";
import { openPglite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";
import { databaseOver } from "./sessions.ts";

export type DatabaseLocation =
  /** A PostgreSQL >= 15 server, `postgres://...`; `connections` bounds the pool (default 10). */
  | { readonly url: string; readonly connections?: number }
  /** A folder for the embedded database (PGlite); survives a killed process, but not a power loss (it never fsyncs). */
  | { readonly directory: string };

/**
 * Opens the store's database.
 * @throws DatabaseLocked when the folder is in use; DatabaseUnavailable when the server is not there
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  return databaseOver("url" in location ? await openPostgres(location) : await openPglite(location.directory));
}
