import type { Database, Queries, Transaction } from "./database.ts";
import { type Migration, type MigrationKind, readMigrations, type Series } from "./migrationFiles.ts";

/** The database's schema and the code do not fit together; nothing was changed. */
export class SchemaRefused extends Error {
  override readonly name = "SchemaRefused";
}

interface Applied {
  readonly series: Series;
  readonly number: number;
  readonly name: string;
  readonly kind: MigrationKind;
  readonly checksum: string;
}

export interface MigrationReport {
  /** What this call applied, as `series/0001-name`. */
  readonly applied: readonly string[];
  /** Expansions in the database that this code does not know: a newer release runs beside it. */
  readonly ahead: readonly string[];
}

/** Any fixed number: whoever holds this advisory lock is the one that migrates. */
const LEADER_LOCK = 7_410_053_217;
const TIME_LIMIT_MS = 30 * 60_000;

const BOOTSTRAP = `
  create schema if not exists core;
  create table if not exists core.migrations (
    series text,
    number integer,
    name text not null,
    kind text not null,
    checksum text not null,
    -- What it created in schema mirror: tells raw data from projections.
    tables text[] not null,
    applied_at timestamptz not null default now(),
    primary key (series, number)
  );
  create schema if not exists mirror;`;

/**
 * Brings the database to this code's schema, all or nothing; of several that start at once one does it and the others
 * wait and find it done.
 * @throws SchemaRefused when an applied migration has changed since, or one is unknown here and not a mere expansion
 */
export async function migrate(db: Database, migrations?: readonly Migration[]): Promise<MigrationReport> {
  const files = migrations ?? (await readMigrations());
  return asLeader(db, async (q) => {
    await q.script(BOOTSTRAP);
    const applied = await appliedMigrations(q);
    const ahead = refuseUnfit(files, applied);
    const pending = files.filter((file) => !applied.some((done) => isSame(file, done)));
    for (const migration of pending) await apply(q, migration);
    return { applied: pending.map(labelOf), ahead: ahead.map(labelOf) };
  });
}

/** Drops schema `mirror` whole, to be fetched from the chain again; `migrate` creates it anew. */
export async function dropMirror(db: Database): Promise<void> {
  await asLeader(db, async (q) => {
    await q.query("drop schema if exists mirror cascade");
    await q.query("delete from core.migrations where series in ('raw', 'mirror')");
  });
}

/** Drops cursor and projections but keeps series `raw`, to project it again; `migrate` creates the rest anew. */
export async function dropProjections(db: Database): Promise<void> {
  await asLeader(db, async (q) => {
    const projections = await q.query<{ tables: string[] }>(
      "select tables from core.migrations where series = 'mirror'",
    );
    for (const table of projections.flatMap(({ tables }) => tables)) {
      await q.query(`drop table if exists ${table} cascade`);
    }
    await q.query("delete from core.migrations where series = 'mirror'");
  });
}

async function asLeader<T>(db: Database, work: (q: Transaction) => Promise<T>): Promise<T> {
  return db.tx(
    async (q) => {
      await q.query(`set local statement_timeout = ${TIME_LIMIT_MS}`);
      await q.query("select pg_advisory_xact_lock($1)", [LEADER_LOCK]);
      return work(q);
    },
    { timeout: TIME_LIMIT_MS },
  );
}

async function appliedMigrations(q: Queries): Promise<Applied[]> {
  return q.query<Applied>("select series, number, name, kind, checksum from core.migrations order by series, number");
}

async function apply(q: Transaction, { series, number, name, kind, checksum, sql }: Migration): Promise<void> {
  const before = await mirrorTables(q);
  await q.script(sql);
  const tables = (await mirrorTables(q)).filter((table) => !before.includes(table));
  await q.query(
    `insert into core.migrations (series, number, name, kind, checksum, tables) values ($1, $2, $3, $4, $5, $6)`,
    [series, number, name, kind, checksum, tables],
  );
}

/** Qualified and quoted, ready for a statement. */
async function mirrorTables(q: Queries): Promise<string[]> {
  const rows = await q.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'mirror'",
  );
  return rows.map(({ name }) => name);
}

/** @returns the applied migrations that this code does not have */
function refuseUnfit(files: readonly Migration[], applied: readonly Applied[]): Applied[] {
  const ahead: Applied[] = [];
  for (const done of applied) {
    const file = files.find((candidate) => isSame(candidate, done));
    if (file === undefined) ahead.push(done);
    else if (file.checksum !== done.checksum) {
      throw new SchemaRefused(
        `migration ${labelOf(done)} was changed after it had been applied: restore the file and add a new one`,
      );
    }
  }
  const contraction = ahead.find(({ kind }) => kind !== "expand");
  if (contraction !== undefined) {
    throw new SchemaRefused(`the database is newer than this code (${labelOf(contraction)}): run the newer release`);
  }
  return ahead;
}

function isSame(a: { series: Series; number: number }, b: { series: Series; number: number }): boolean {
  return a.series === b.series && a.number === b.number;
}

function labelOf({ series, number, name }: { series: Series; number: number; name: string }): string {
  return `${series}/${number.toString().padStart(4, "0")}-${name}`;
}
