import { json } from "../../store/parameter.ts";
import type { Scalar } from "../../store/parameter.ts";
import type { Queries } from "../../store/database.ts";
import type { Columns, RowOf } from "./column.ts";
import { MirrorFault } from "./mirrorFault.ts";
import { statementsOf } from "./statements.ts";
import type { Statements } from "./statements.ts";
import type { Table } from "./table.ts";

type Key<C extends Columns, K extends keyof C> = Readonly<Pick<RowOf<C>, K>>;

/**
 * The rows of one table that a group of blocks touches: asked for by `need`, loaded by one statement, changed in memory,
 * written by one statement. What was not asked for cannot be read, so a projection that forgets a row fails at once.
 */
export class Rows<C extends Columns, K extends keyof C & string> {
  readonly #table: Table<C, K>;
  readonly #statements: Statements;
  /** By key; undefined: looked for and not there. */
  readonly #rows = new Map<string, RowOf<C> | undefined>();
  readonly #wanted = new Map<string, Key<C, K>>();
  readonly #changed = new Set<string>();

  constructor(table: Table<C, K>) {
    this.#table = table;
    this.#statements = statementsOf(table);
  }

  /** Asks for a row, which need not exist. */
  need(key: Key<C, K>): void {
    this.#wanted.set(this.#name(key), key);
  }

  async load(queries: Queries): Promise<void> {
    const keys = [...this.#wanted.values()];
    for (const name of this.#wanted.keys()) this.#rows.set(name, undefined);
    this.#wanted.clear();
    if (keys.length === 0) return;
    const found = await queries.query<RowOf<C>>(this.#statements.load, this.#arrays(this.#table.key, keys));
    for (const row of found) this.#rows.set(this.#name(row), row);
  }

  find(key: Key<C, K>): Readonly<RowOf<C>> | undefined {
    const name = this.#name(key);
    if (!this.#rows.has(name)) throw new MirrorFault(`${this.#table.name} ${name} was not asked for`);
    return this.#rows.get(name);
  }

  /** @throws MirrorFault if there is no such row */
  get(key: Key<C, K>): Readonly<RowOf<C>> {
    const row = this.find(key);
    if (row === undefined) throw new MirrorFault(`${this.#table.name} has no row ${this.#name(key)}`);
    return row;
  }

  /** @throws MirrorFault if the row is known to be there */
  insert(row: RowOf<C>): void {
    const name = this.#name(row);
    const isNew = this.#table.appendOnly ? !this.#rows.has(name) : this.find(row) === undefined;
    if (!isNew) throw new MirrorFault(`${this.#table.name} has the row ${name} already`);
    this.#rows.set(name, row);
    this.#changed.add(name);
  }

  /** @throws MirrorFault if there is no such row */
  change(key: Key<C, K>, changes: Partial<RowOf<C>>): void {
    const name = this.#name(key);
    this.#rows.set(name, { ...this.get(key), ...changes });
    this.#changed.add(name);
  }

  /** Writes what changed and forgets everything. */
  async flush(queries: Queries): Promise<void> {
    const rows = [...this.#changed].map((name) => this.#rows.get(name)).filter((row) => row !== undefined);
    if (rows.length > 0) {
      await queries.query(this.#statements.write, this.#arrays(Object.keys(this.#table.columns), rows));
    }
    this.clear();
  }

  clear(): void {
    this.#rows.clear();
    this.#wanted.clear();
    this.#changed.clear();
  }

  #name(key: Key<C, K>): string {
    return this.#table.key.map((column) => String(key[column])).join(" ");
  }

  #arrays(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): Scalar[][] {
    return columns.map((column) => {
      const isJson = this.#table.columns[column]?.sql === "jsonb";
      return rows.map((row) => {
        const value = row[column];
        return isJson && value !== null ? json(value) : (value as Scalar);
      });
    });
  }
}
