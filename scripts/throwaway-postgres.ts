import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";

export interface ThrowawayPostgres {
  /** `postgres://...` of a superuser who needs no password; only this machine reaches it. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const START_LIMIT_MS = 60_000;
const START_ATTEMPTS = 3;
const LOCALE = { LC_ALL: "C", TZ: "UTC" };

/** Starts a PostgreSQL server for tests in a temporary folder, without durability; undefined where none is installed. */
export async function startPostgres(): Promise<ThrowawayPostgres | undefined> {
  const programs = findPrograms();
  if (programs === undefined) return undefined;
  const account = ordinaryAccount();
  const home = mkdtempSync(join(tmpdir(), "tallystick-postgres-"));
  try {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(home, account.uid, account.gid);
    const data = join(home, "data");
    await promisify(execFile)(
      join(programs, "initdb"),
      ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", `--pgdata=${data}`],
      { ...account, cwd: home, env: { ...process.env, ...LOCALE } },
    );
    for (let attempt = 1; ; attempt++) {
      const server = await serve(join(programs, "postgres"), data, home, account);
      if (server !== undefined) return server;
      // Someone else took the port between our finding it free and the server's binding it.
      if (attempt === START_ATTEMPTS) throw new Error("PostgreSQL does not start");
    }
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

async function serve(
  program: string,
  data: string,
  home: string,
  account: Account,
): Promise<ThrowawayPostgres | undefined> {
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: home,
    max_connections: "200",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(program, ["-D", data, ...options], {
    ...account,
    cwd: home,
    env: { ...process.env, ...LOCALE },
    stdio: "ignore",
  });
  const killAtExit = (): void => {
    child.kill("SIGQUIT");
  };
  process.once("exit", killAtExit);
  const stop = async (): Promise<void> => {
    process.off("exit", killAtExit);
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  if (await answers(url, child)) return { url, stop };
  process.off("exit", killAtExit);
  await end(child);
  return undefined;
}

/** Waits until the server takes connections; false when it ends instead. */
async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await takesConnections(url)) return true;
    await sleep(50);
  }
  return false;
}

async function takesConnections(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // Not yet listening, or still starting up.
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  // Fast shutdown: sessions are ended, none is waited for.
  child.kill("SIGINT");
  const hard = setTimeout(() => {
    child.kill("SIGKILL");
  }, 10_000);
  await exit;
  clearTimeout(hard);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** The folder with both programs: the newest Debian version first, else the search path. */
function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = readFolder(debian).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
    "/usr/local/bin",
    "/opt/homebrew/bin",
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((program) => isExecutable(join(folder, program))));
}

/** PostgreSQL refuses to run as root: then the account `postgres`, or else `nobody`, runs it. */
function ordinaryAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL cannot run as root and there is no account postgres or nobody");
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
