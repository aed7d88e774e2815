/** Run as a process by pglite.test.ts: opens a folder's database, says how that went, and waits to be killed. */
import { openDatabase } from "../../../services/store/openDatabase.ts";

const [directory = "", act] = process.argv.slice(2);

try {
  const db = await openDatabase({ directory });
  if (act === "write") {
    await db.query("create table entry (n int primary key)");
    await db.query("insert into entry select generate_series(1, 1000)");
    await db.tx(async (q) => {
      await q.query("insert into entry select generate_series(1001, 2000)");
      await q.query("update entry set n = -n");
      console.log("in the middle");
      await new Promise(() => undefined);
    });
  }
  console.log("open");
} catch (error) {
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : "unknown");
}
