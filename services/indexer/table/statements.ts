import type { Columns } from "./column.ts";
import { snake } from "./table.ts";
import type { Table } from "./table.ts";

export interface Statements {
  /** Parameters: one array for each key column. */
  readonly load: string;
  /** Parameters: one array for each column. */
  readonly write: string;
}

/** One statement for any number of rows: a round trip per row is what makes an indexer slow. */
export function statementsOf<C extends Columns, K extends keyof C & string>(table: Table<C, K>): Statements {
  const { name, key, columns, appendOnly } = table;
  const names = Object.keys(columns);
  const keys: readonly string[] = key;
  const others = names.filter((column) => !keys.includes(column));
  const conflict =
    others.length === 0
      ? `on conflict (${list(keys)}) do nothing`
      : `on conflict (${list(keys)}) do update set ${others.map((c) => `${snake(c)} = excluded.${snake(c)}`).join(", ")}`;
  const write = `insert into ${name} (${list(names)}) select * from unnest(${arrays(names, columns)})`;
  return {
    load: `select ${names.map((column) => `${snake(column)} as "${column}"`).join(", ")} from ${name}
      join unnest(${arrays(keys, columns)}) as wanted (${list(keys)}) using (${list(keys)})`,
    // A second row under the key of an append-only table is a fault, not a new version.
    write: appendOnly ? write : `${write} ${conflict}`,
  };
}

const list = (columns: readonly string[]): string => columns.map(snake).join(", ");

const arrays = (names: readonly string[], columns: Columns): string =>
  names.map((name, index) => `$${index + 1}::${columns[name]?.sql ?? ""}[]`).join(", ");
