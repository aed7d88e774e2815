import type { Queries } from "../../store/database.ts";
import type { Copy } from "./copies.ts";

/** A row that is not the same in the mirror and where it was made anew; null: it is not there at all. */
export interface RowDifference {
  readonly table: string;
  /** The row's primary key. */
  readonly key: string;
  readonly mirror: string | null;
  readonly rebuilt: string | null;
}

interface FoundRow {
  readonly key: readonly (string | number | boolean)[];
  readonly mirror: string | null;
  readonly rebuilt: string | null;
}

/** Every row that differs, over all columns. */
export async function differencesIn(queries: Queries, { name, key }: Copy): Promise<RowDifference[]> {
  const keys = key.map((column) => `"${column}"`).join(", ");
  const rows = await queries.query<FoundRow>(
    `select jsonb_build_array(${keys}) as key, to_jsonb(m)::text as mirror, to_jsonb(r)::text as rebuilt
     from mirror.${name} m full join mirror_rebuild.${name} r using (${keys})
     where to_jsonb(m) is distinct from to_jsonb(r)
     order by ${keys}`,
  );
  return rows.map((row) => ({ table: name, key: row.key.join(" "), mirror: row.mirror, rebuilt: row.rebuilt }));
}
