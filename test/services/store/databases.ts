import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Database } from "../../../services/store/database.ts";
import { openDatabase } from "../../../services/store/openDatabase.ts";

/** Opens a new, empty database; it is closed and removed after the suite. */
export type Open = () => Promise<Database>;

type Kind = Database["kind"];

/**
 * Declares `suite` once for each kind of database: PGlite always, PostgreSQL when TEST_DATABASE_URL names a server on
 * which databases may be created.
 */
export function eachDatabase(suite: (name: Kind, open: Open) => void): void {
  describe("on PGlite", function () {
    this.timeout(120_000);
    const clean = new Cleanup();
    after(() => clean.run());
    suite("pglite", async () => clean.closing(await openDatabase({ directory: await newPgliteFolder(clean) })));
  });
  onPostgres((newUrl, clean) => {
    suite("postgres", async () => clean.closing(await openDatabase({ url: await newUrl() })));
  });
}

/** Declares `suite` once, for what does not turn on the database: on PostgreSQL where there is one, else on PGlite. */
export function oneDatabase(suite: (name: Kind, open: Open) => void): void {
  describe("on one database", function () {
    this.timeout(120_000);
    const server = process.env["TEST_DATABASE_URL"];
    const clean = new Cleanup();
    after(() => clean.run());
    suite(server === undefined ? "pglite" : "postgres", async () => {
      const location =
        server === undefined ? { directory: await newPgliteFolder(clean) } : { url: await newDatabase(server, clean) };
      return clean.closing(await openDatabase(location));
    });
  });
}

/** Declares `suite` for PostgreSQL only; `newUrl` makes a database: an empty one, or a copy of the one named. */
export function onPostgres(suite: (newUrl: (like?: string) => Promise<string>, clean: Cleanup) => void): void {
  const server = process.env["TEST_DATABASE_URL"];
  describe("on PostgreSQL", function () {
    this.timeout(120_000);
    if (server === undefined) {
      it("SKIPPED: no PostgreSQL", function () {
        console.warn("SKIPPED: no PostgreSQL (TEST_DATABASE_URL is not set)");
        this.skip();
      });
      return;
    }
    const clean = new Cleanup();
    after(() => clean.run());
    suite((like) => newDatabase(server, clean, like), clean);
  });
}

/** What has to be undone after a suite, last first. */
export class Cleanup {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  closing(db: Database): Database {
    this.add(() => db.close());
    return db;
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await step();
  }
}

/** A folder with an empty, closed PGlite database. */
export async function newPgliteFolder(clean: Cleanup): Promise<string> {
  template ??= makeTemplate();
  const folder = newFolder();
  clean.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  cpSync(await template, folder, { recursive: true });
  return folder;
}

/** Creating a PGlite database takes seconds, copying one does not: each test process creates one only. */
let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = newFolder();
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const db = await openDatabase({ directory: folder });
  await db.close();
  return folder;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "tallystick-store-"));
}

/** A new database on that server: an empty one, or a copy of the one named; it is removed after the suite. */
export async function newDatabase(server: string, clean: Cleanup, like = "template0"): Promise<string> {
  const name = `tallystick_test_${randomBytes(8).toString("hex")}`;
  await administer(server, `create database ${name} template ${like} encoding 'UTF8'`);
  clean.add(() => administer(server, `drop database if exists ${name} with (force)`));
  return databaseAt(server, name);
}

export function databaseAt(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function administer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
