import { expect } from "chai";
import type { Database } from "../../../services/store/database.ts";
import { dropMirror, dropProjections, migrate, SchemaRefused } from "../../../services/store/migrate.ts";
import { type Migration, readMigrations } from "../../../services/store/migrationFiles.ts";
import { openDatabase } from "../../../services/store/openDatabase.ts";
import { eachDatabase, onPostgres } from "./databases.ts";
import { refusal } from "./refusal.ts";

const labels = (files: readonly Migration[]): string[] =>
  files.map(({ series, number, name }) => `${series}/${number.toString().padStart(4, "0")}-${name}`);

/** A further migration of a series, as a later release would bring it. */
function next(
  files: readonly Migration[],
  series: Migration["series"],
  kind: Migration["kind"],
  sql: string,
): Migration {
  const number = files.filter((file) => file.series === series).length + 1;
  return { series, number, name: "next", kind, checksum: `of ${sql}`, sql };
}

/** Every table, column, index, constraint and trigger of both schemas, in words. */
async function schemaOf(db: Database): Promise<unknown[]> {
  return db.query(`
    select 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as what
      from information_schema.columns where table_schema in ('core', 'mirror')
    union all select 'index ' || indexdef from pg_indexes where schemaname in ('core', 'mirror')
    union all select 'rule ' || conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace::regnamespace::text in ('core', 'mirror') and contype <> 'n'
    union all select 'trigger ' || tgrelid::regclass::text || ' ' || tgname from pg_trigger where not tgisinternal
    order by what`);
}

describe("migrate", () => {
  let files: Migration[];

  before(async () => {
    files = await readMigrations();
  });

  eachDatabase((_, open) => {
    it("brings an empty database up to date once", async () => {
      const db = await open();
      expect(await migrate(db)).to.deep.equal({ applied: labels(files), ahead: [] });
      const before = await schemaOf(db);
      expect(before).to.have.length.greaterThan(100);
      expect(await migrate(db)).to.deep.equal({ applied: [], ahead: [] });
      expect(await schemaOf(db)).to.deep.equal(before);
    });

    it("lets one of many that start at once do it", async () => {
      const db = await open();
      const reports = await Promise.all([migrate(db), migrate(db), migrate(db)]);
      expect(reports.flatMap(({ applied }) => applied)).to.deep.equal(labels(files));
    });

    it("applies only what is new", async () => {
      const db = await open();
      await migrate(db);
      const added = next(files, "core", "expand", "create table core.added (n int)");
      expect(await migrate(db, [...files, added])).to.deep.equal({ applied: labels([added]), ahead: [] });
      expect(await db.query("select n from core.added")).to.deep.equal([]);
    });

    it("refuses a migration that was changed after it had been applied", async () => {
      const db = await open();
      await migrate(db);
      const before = await schemaOf(db);
      const edited = files.map((file, index) => (index === 0 ? { ...file, checksum: "another" } : file));
      const added = next(files, "mirror", "expand", "create table mirror.added (n int)");
      const error = await refusal(migrate(db, [...edited, added]));
      expect(error).to.be.instanceOf(SchemaRefused);
      expect(String(error)).to.include("core/0001-core was changed");
      expect(await schemaOf(db)).to.deep.equal(before);
    });

    it("goes on beside a newer release that has only expanded, and refuses one that has contracted", async () => {
      const db = await open();
      const expansion = next(files, "core", "expand", "create table core.added (n int)");
      await migrate(db, [...files, expansion]);
      expect(await migrate(db)).to.deep.equal({ applied: [], ahead: labels([expansion]) });
      const contraction = next([...files, expansion], "core", "contract", "drop table core.added");
      await migrate(db, [...files, expansion, contraction]);
      const error = await refusal(migrate(db));
      expect(error).to.be.instanceOf(SchemaRefused);
      expect(String(error)).to.include(`newer than this code (${labels([contraction]).join()})`);
    });

    it("leaves nothing of a release whose last migration fails", async () => {
      const db = await open();
      const broken = next(files, "mirror", "expand", "create table mirror.half (n int); select 1 / 0");
      expect(await refusal(migrate(db, [...files, broken]))).to.have.property("sqlState", "22012");
      expect(await schemaOf(db)).to.deep.equal([]);
    });

    it("makes a dropped mirror anew and leaves core alone", async () => {
      const db = await open();
      await migrate(db);
      const before = await schemaOf(db);
      await db.query(`insert into core.meta values ('kept', '1')`);
      await db.query(`insert into mirror.blocks values (7, '0x07', 1700000000)`);
      await db.query(`insert into mirror.cursor (block, hash) values (7, '0x07')`);
      await dropMirror(db);
      expect((await migrate(db)).applied).to.deep.equal(labels(files.filter(({ series }) => series !== "core")));
      expect(await schemaOf(db)).to.deep.equal(before);
      expect(await db.query("select key from core.meta")).to.deep.equal([{ key: "kept" }]);
      expect(await db.query("select number from mirror.blocks")).to.deep.equal([]);
    });

    it("makes dropped projections anew and leaves blocks and logs alone", async () => {
      const db = await open();
      const raw = next(files, "raw", "expand", "create table mirror.kept (n int); insert into mirror.kept values (1)");
      const odd = next(files, "mirror", "expand", 'create table mirror."Odd one" (n int)');
      const projected = [...files, raw, odd];
      await migrate(db, projected);
      await db.query(`insert into mirror.blocks values (7, '0x07', 1700000000)`);
      await db.query(`insert into mirror.logs values (7, 0, '0xaa', array['0xbb'], '0x', '0xcc', 0)`);
      await db.query(`insert into mirror.cursor (block, hash) values (7, '0x07')`);
      await dropProjections(db);
      expect((await migrate(db, projected)).applied).to.deep.equal(
        labels(projected.filter(({ series }) => series === "mirror")),
      );
      expect(await db.query("select n from mirror.kept")).to.deep.equal([{ n: 1 }]);
      expect(await db.query("select number from mirror.blocks")).to.deep.equal([{ number: 7n }]);
      expect(await db.query("select topics from mirror.logs")).to.deep.equal([{ topics: ["0xbb"] }]);
      expect(await db.query("select block from mirror.cursor")).to.deep.equal([]);
    });
  });

  onPostgres((newUrl, clean) => {
    it("has one leader among several processes' pools", async () => {
      const url = await newUrl();
      const pools = await Promise.all([1, 2, 3, 4].map(async () => clean.closing(await openDatabase({ url }))));
      const reports = await Promise.all(pools.map((pool) => migrate(pool)));
      expect(reports.flatMap(({ applied }) => applied)).to.deep.equal(labels(files));
    });
  });
});
