import { Pool, type PoolClient, type QueryArrayConfig } from "pg";
import type { Connection, ConnectionSource } from "./connection.ts";
import { asDatabaseError, DatabaseError } from "./errors.ts";

const OLDEST_VERSION = 150_000;
/** No statement and no idle transaction may hold locks longer than this, even when its client is gone. */
const STATEMENT_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 10_000;
/** result.ts reads exactly these text formats. */
const SESSION_FORMAT = "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1";

/** pg's types do not know this option: without it a text with two statements would be run. */
interface ExtendedQuery extends QueryArrayConfig {
  readonly queryMode: "extended";
}

export async function openPostgres(location: { url: string; connections?: number }): Promise<ConnectionSource> {
  // Told here, because Node's own error would carry the password.
  if (!/^postgres(ql)?:$/.test(URL.parse(location.url)?.protocol ?? "")) {
    throw new DatabaseError("the database's address is not of the form postgres://user@host:port/name", {});
  }
  const pool = new Pool({
    connectionString: location.url,
    max: location.connections ?? 10,
    application_name: "tallystick",
    options: SESSION_FORMAT,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: STATEMENT_LIMIT_MS,
    types: { getTypeParser: () => (text: string) => text },
  });
  // The pool drops an idle connection that failed and opens another when needed; unheard, the event ends the process.
  pool.on("error", (error) => {
    process.emitWarning(`idle database connection lost: ${error.message}`);
  });
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw asDatabaseError(error);
  }
  return {
    kind: "postgres",
    acquire: async () => connectionOver(await connect(pool)),
    close: () => pool.end(),
  };
}

async function checkServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; encoding: string }>(
    "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
  );
  const { version = "0", encoding = "" } = rows[0] ?? {};
  if (Number(version) < OLDEST_VERSION) {
    throw new DatabaseError(`the server's version is ${version}; PostgreSQL 15 or newer is needed`, { code: "0A000" });
  }
  if (encoding !== "UTF8")
    throw new DatabaseError(`the database's encoding is ${encoding}, not UTF8`, { code: "0A000" });
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw asDatabaseError(error);
  }
}

function connectionOver(client: PoolClient): Connection {
  // A connection that breaks between two statements says so here only, and unheard the event ends the process.
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on("error", onError);
  return {
    async run(sql, parameters = []) {
      const query: ExtendedQuery = { text: sql, values: [...parameters], rowMode: "array", queryMode: "extended" };
      try {
        return await client.query<(string | null)[]>(query);
      } catch (error) {
        throw asDatabaseError(lost ?? error);
      }
    },
    async script(sql) {
      try {
        await client.query(sql);
      } catch (error) {
        throw asDatabaseError(lost ?? error);
      }
    },
    release(broken) {
      client.off("error", onError);
      client.release(lost ?? broken);
    },
  };
}
