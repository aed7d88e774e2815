import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { DatabaseLocked, DatabaseUnavailable } from "../../../services/store/errors.ts";
import { openDatabase } from "../../../services/store/openDatabase.ts";
import { PgliteSession } from "../../../services/store/pgliteSession.ts";
import { one } from "../../../services/store/rows.ts";
import { Cleanup, newPgliteFolder } from "./databases.ts";
import { refusal } from "./refusal.ts";

describe("the embedded database", function () {
  this.timeout(120_000);
  const clean = new Cleanup();
  after(() => clean.run());

  /** Starts pgliteChild.ts and gives its first line. */
  const child = async (...args: string[]): Promise<{ process: ChildProcess; line: string }> => {
    const script = fileURLToPath(new URL("./pgliteChild.ts", import.meta.url));
    const started = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    clean.add(() => started.kill("SIGKILL"));
    const [line] = (await once(createInterface(started.stdout), "line")) as [string];
    return { process: started, line };
  };

  it("refuses a second opening of its folder, naming folder and holder, however often it is tried", async () => {
    const directory = await newPgliteFolder(clean);
    const db = clean.closing(await openDatabase({ directory }));
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await refusal(openDatabase({ directory }));
      expect(error).to.be.instanceOf(DatabaseLocked).and.have.property("directory", directory);
      expect((error as Error).message)
        .to.include(directory)
        .and.include(`process ${process.pid} since 2`);
    }
    expect((await child(directory)).line)
      .to.match(/^DatabaseLocked: /)
      .and.include(`process ${process.pid} `);
    expect(await db.query("select 1 as n")).to.deep.equal([{ n: 1 }]);
    await db.close();
    const again = clean.closing(await openDatabase({ directory }));
    expect(await again.query("select 1 as n")).to.deep.equal([{ n: 1 }]);
  });

  it("keeps what was committed, and only that, when its process is killed inside a transaction", async () => {
    const directory = await newPgliteFolder(clean);
    const { process: writer, line } = await child(directory, "write");
    expect(line).to.equal("in the middle");
    expect(await refusal(openDatabase({ directory }))).to.be.instanceOf(DatabaseLocked);
    const exit = once(writer, "exit");
    writer.kill("SIGKILL");
    await exit;
    const db = clean.closing(await openDatabase({ directory }));
    expect(one(await db.query("select count(*) as rows, min(n) as first, max(n) as last from entry"))).to.deep.equal({
      rows: 1000n,
      first: 1,
      last: 1000,
    });
    await db.query("insert into entry values (1001)");
  });

  it("leaves the event loop free while it works", async () => {
    const db = clean.closing(await openDatabase({ directory: await newPgliteFolder(clean) }));
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await db.query("select count(*) from generate_series(1, 1000000)");
    clearInterval(ticking);
    expect(turns).to.be.greaterThan(3);
  });

  it("keeps its write-ahead log short, so that a restart after a kill is quick", async () => {
    const db = clean.closing(await openDatabase({ directory: await newPgliteFolder(clean) }));
    await db.query("create table filler (text text)");
    for (let turn = 0; turn < 192; turn++) {
      await db.query("insert into filler select repeat('x', 1000) from generate_series(1, 800)");
    }
    const { behind, written } = one(
      await db.query<{ behind: number; written: number }>(
        `select (pg_current_wal_insert_lsn() - redo_lsn)::float8 as behind,
          (pg_current_wal_insert_lsn() - '0/0')::float8 as written from pg_control_checkpoint()`,
      ),
    );
    expect(written).to.be.greaterThan(150 * 2 ** 20);
    expect(behind).to.be.lessThan(112 * 2 ** 20);
  });

  it("fails what is asked of it when its worker is gone", async () => {
    const session = await PgliteSession.start(await newPgliteFolder(clean));
    const asked = refusal(session.ask({ sql: "select count(*) from generate_series(1, 1000000)", parameters: [] }));
    await session.abandon();
    expect(await asked).to.be.instanceOf(DatabaseUnavailable);
    expect(await refusal(session.ask({ sql: "select 1", parameters: [] }))).to.be.instanceOf(DatabaseUnavailable);
    await session.close();
  });

  it("says which folder it cannot open, and lets go of it", async () => {
    const directory = await newPgliteFolder(clean);
    writeFileSync(join(directory, "pgdata", "PG_VERSION"), "11\n");
    expect(String(await refusal(openDatabase({ directory }))))
      .to.include(directory)
      .and.include("does not open");
    expect(await refusal(openDatabase({ directory }))).not.to.be.instanceOf(DatabaseLocked);
  });

  it("makes a folder that only its owner can read", async () => {
    const directory = join(await newPgliteFolder(clean), "new", "deeper");
    const db = clean.closing(await openDatabase({ directory }));
    expect(statSync(directory).mode & 0o777).to.equal(0o700);
    expect(readdirSync(directory).sort()).to.deep.equal(["holder.json", "lock", "pgdata"]);
    await db.close();
  });
});
