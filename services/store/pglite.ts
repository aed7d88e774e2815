import type { Connection, ConnectionSource } from "./connection.ts";
import { PgliteSession } from "./pgliteSession.ts";
import { Turns } from "./turns.ts";

/** Turns between two looks at the write-ahead log's length. */
const LOOK_EVERY = 64;
/**
 * PGlite runs no checkpointer: unasked, its write-ahead log grows for ever and a restart after a kill replays all of
 * it. At 48 MB that takes about a second.
 */
const LOG_IS_LONG = `select pg_current_wal_insert_lsn() - redo_lsn > 48 * 1024 * 1024 from pg_control_checkpoint()`;

/** The embedded database: one session, in a worker because it blocks its event loop, used by one holder at a time. */
export async function openPglite(directory: string): Promise<ConnectionSource> {
  const session = await PgliteSession.start(directory);
  const turns = new Turns();
  let taken = 0;
  return {
    kind: "pglite",
    async acquire() {
      const done = await turns.next();
      taken++;
      const look = taken % LOOK_EVERY === 0;
      return connectionOver(session, look ? () => void shortenLog(session).finally(done) : done);
    },
    async close() {
      await turns.next();
      await session.close();
    },
  };
}

function connectionOver(session: PgliteSession, done: () => void): Connection {
  return {
    run: (sql, parameters = []) => session.ask({ sql, parameters }),
    async script(sql) {
      await session.ask({ sql, parameters: undefined });
    },
    release(broken) {
      // A session in an unknown state must serve nobody else: the next start recovers what was committed.
      if (broken) void session.abandon().finally(done);
      else done();
    },
  };
}

async function shortenLog(session: PgliteSession): Promise<void> {
  try {
    const { rows } = await session.ask({ sql: LOG_IS_LONG, parameters: [] });
    if (rows[0]?.[0] === "t") await session.ask({ sql: "checkpoint", parameters: [] });
  } catch (error) {
    process.emitWarning(
      `checkpoint failed, tried again later: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
