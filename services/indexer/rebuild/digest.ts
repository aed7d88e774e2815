import type { Queries } from "../../store/database.ts";
import { one } from "../../store/rows.ts";
import type { Schema } from "../write/schema.ts";
import type { Copy } from "./copies.ts";

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256, in hexadecimal digits, over the SHA-256 of each row's text in the order of the primary key. */
  readonly digest: string;
}

/** The content of a table in one line: equal tables have equal digests, on either database. */
export async function digestOf(queries: Queries, schema: Schema, { name, key }: Copy): Promise<TableDigest> {
  const order = key.map((column) => `"${column}"`).join(", ");
  // Sorted as bytes: the order of texts otherwise depends on the server's locale.
  const text = `sha256(convert_to(to_jsonb(t)::text, 'UTF8'))`;
  const found = one(
    await queries.query<{ rows: number; digest: string }>(
      `select count(*)::int4 as rows,
         encode(sha256(coalesce(string_agg(${text}, ''::bytea order by jsonb_build_array(${order})::text collate "C"), ''::bytea)), 'hex') as digest
       from ${schema}.${name} t`,
    ),
  );
  return { table: name, ...found };
}
