import type { Database, Transaction, TransactionOptions } from "../../store/database.ts";

/** Where the projections are written: the mirror itself, or the place where a rebuild is made beside it. */
export type Schema = "mirror" | "mirror_rebuild";

/** A transaction in which table names without a schema mean that schema's. */
export async function inSchema<T>(
  db: Database,
  schema: Schema,
  work: (q: Transaction) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  return db.tx(async (q) => {
    await q.query("select set_config('search_path', $1, true) as path", [schema]);
    return work(q);
  }, options);
}
