import { expect } from "chai";
import { TABLES } from "../../../services/indexer/project/mirror.ts";
import type { Columns } from "../../../services/indexer/table/column.ts";
import { snake } from "../../../services/indexer/table/table.ts";
import type { Table } from "../../../services/indexer/table/table.ts";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { eachDatabase } from "../store/databases.ts";

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

describe("the mirror's tables", () => {
  eachDatabase((_, open) => {
    let db: Database;

    before(async () => {
      db = await open();
      await migrate(db);
    });

    it("have in SQL the columns, types and keys that the code writes", async () => {
      const rows = await db.query<ColumnRow>(
        `select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
         where c.relnamespace = 'mirror'::regnamespace and c.relkind = 'r' and a.attnum > 0`,
      );
      const keys = await db.query<{ table: string; columns: string[] }>(
        `select c.relname as table, array_agg(a.attname order by k.place)::text[] as columns
         from pg_index i join pg_class c on c.oid = i.indrelid
         cross join unnest(i.indkey) with ordinality as k (attribute, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute
         where c.relnamespace = 'mirror'::regnamespace and i.indisprimary group by c.relname`,
      );
      for (const { name, key, columns } of Object.values(TABLES as Record<string, Table<Columns, string>>)) {
        const written = Object.entries(columns).map(([column, { sql, nullable }]) => [snake(column), sql, nullable]);
        const found = rows.filter(({ table }) => table === name);
        const inSql = found.map(({ column, type, nullable }) => [column, type, nullable]);
        expect(inSql, name).to.have.deep.members(written);
        expect(keys.find(({ table }) => table === name)?.columns, name).to.deep.equal(key.map(snake));
      }
    });

    it("are all known to the code", async () => {
      const found = await db.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'mirror'",
      );
      const raw = ["blocks", "cursor", "faults", "logs", "transactions"];
      const projected = Object.values(TABLES).map(({ name }) => name);
      expect(found.map(({ name }) => name)).to.have.members([...raw, ...projected]);
    });
  });
});
