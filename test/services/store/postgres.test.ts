import { once } from "node:events";
import { inspect } from "node:util";
import { expect } from "chai";
import type { Database } from "../../../services/store/database.ts";
import { DatabaseError, DatabaseUnavailable, OutcomeUnknown } from "../../../services/store/errors.ts";
import { openDatabase } from "../../../services/store/openDatabase.ts";
import { one } from "../../../services/store/rows.ts";
import { onPostgres } from "./databases.ts";
import { refusal } from "./refusal.ts";

const SUICIDE = "select pg_terminate_backend(pg_backend_pid())";

describe("a PostgreSQL server", () => {
  it("that is not there is told at once, without the password", async () => {
    const error = await refusal(openDatabase({ url: "postgres://u:geheim@127.0.0.1:1/none" }));
    expect(error).to.be.instanceOf(DatabaseUnavailable);
    expect(String(error)).not.to.include("geheim");
  });

  for (const url of ["postgres://u:geheim@host:port/db", "mysql://u:geheim@host/db", "geheim"]) {
    it(`is not looked for at ${url.replace("geheim", "...")}, and the password is not told`, async () => {
      const error = await refusal(openDatabase({ url }));
      expect(error).to.be.instanceOf(DatabaseError);
      expect(inspect(error)).to.include("not of the form").and.not.include("geheim");
    });
  }

  onPostgres((newUrl, clean) => {
    let url: string;
    let db: Database;

    before(async () => {
      url = await newUrl();
      db = clean.closing(await openDatabase({ url, connections: 2 }));
      await db.query("create table entry (n int)");
    });

    it("that ends a session between two statements fails the transaction, not the process", async () => {
      const error = await refusal(
        db.tx(async (q) => {
          await q.query("insert into entry values (1)");
          const { pid } = one(await q.query<{ pid: number }>("select pg_backend_pid() as pid"));
          const other = await openDatabase({ url });
          await other.query("select pg_terminate_backend($1, 10000)", [pid]);
          await other.close();
          await q.query("insert into entry values (2)");
        }),
      );
      expect(error).to.be.instanceOf(DatabaseUnavailable).and.not.instanceOf(OutcomeUnknown);
      expect(await db.query("select n from entry")).to.deep.equal([]);
    });

    it("that ends a session during COMMIT leaves the outcome unknown", async () => {
      await db.query(`create function suicide() returns trigger language plpgsql as $$
        begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(10); return null; end $$`);
      await db.query("create table last_words (n int)");
      await db.query(`create constraint trigger at_commit after insert on last_words
        deferrable initially deferred for each row execute function suicide()`);
      const error = await refusal(db.tx((q) => q.query("insert into last_words values (1)")));
      expect(error).to.be.instanceOf(OutcomeUnknown);
      expect(await db.query("select n from last_words")).to.deep.equal([]);
    });

    it("that ends a session during a statement outside a transaction leaves its outcome unknown", async () => {
      expect(await refusal(db.query(SUICIDE))).to.be.instanceOf(OutcomeUnknown);
    });

    it("refuses a COMMIT by a deferred rule with that rule's error", async () => {
      await db.query("create table late (n int constraint late_key unique deferrable initially deferred)");
      const error = await refusal(db.tx((q) => q.query("insert into late values (1), (1)")));
      expect(error).to.include({ name: "UniqueViolation", constraint: "late_key" });
    });

    it("that ends an idle session is reconnected to, with a warning", async () => {
      const pids = await db.tx((q) => q.query<{ pid: number }>("select pg_backend_pid() as pid"));
      const warning = once(process, "warning");
      const other = await openDatabase({ url });
      await other.query(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
      await other.close();
      expect(String((await warning)[0])).to.include("idle database connection lost");
      const { pid } = one(await db.query<{ pid: number }>("select pg_backend_pid() as pid"));
      expect(pid).not.to.equal(one(pids).pid);
    });

    it("sees no more sessions than there are connections, and the rest wait", async () => {
      const holding = Promise.withResolvers<undefined>();
      const sessions = new Set<number>();
      const work = (): Promise<void> =>
        db.tx(async (q) => {
          sessions.add(one(await q.query<{ pid: number }>("select pg_backend_pid() as pid")).pid);
          if (sessions.size === 2) holding.resolve(undefined);
          await holding.promise;
          // Long enough for a third to come in, were it let in.
          await q.query("select pg_sleep(0.1)");
        });
      await Promise.all([work(), work(), work(), work()]);
      expect(sessions.size).to.equal(2);
    });

    it("is asked one thing at a time by a session", async () => {
      const warnings: Error[] = [];
      const listen = (warning: Error): void => {
        warnings.push(warning);
      };
      process.on("warning", listen);
      await db.tx((q) => Promise.all([q.query("select 1"), q.query("select 2"), q.query("select 3")]));
      await new Promise((resolve) => setImmediate(resolve));
      process.off("warning", listen);
      expect(warnings).to.deep.equal([]);
    });

    it("in another time zone, date style or bytea form is read all the same", async () => {
      const name = new URL(url).pathname.slice(1);
      await db.query(`alter database ${name} set timezone = 'Asia/Kolkata'`);
      await db.query(`alter database ${name} set datestyle = 'German'`);
      await db.query(`alter database ${name} set bytea_output = 'escape'`);
      const other = await openDatabase({ url });
      const row = one(
        await other.query(
          "select timestamptz '2024-01-01T00:00:00Z' as t, date '2024-01-31' as d, '\\x00'::bytea as b",
        ),
      );
      await other.close();
      expect(row).to.deep.equal({ t: "2024-01-01T00:00:00.000000Z", d: "2024-01-31", b: new Uint8Array(1) });
    });
  });
});
