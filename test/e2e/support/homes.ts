import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeLog } from "../../../scripts/service/log.ts";
import { startService } from "../../../scripts/service/startService.ts";
import type { Settings } from "../../../services/gateway/config.ts";
import { administer, databaseAt } from "../../services/store/databases.ts";

export type HomeKind = "embedded" | "postgres";

const HOME_DATABASE = "tallystick_home";

/** As all tests want it; a free port. */
export const settingsOf = (home: string): Settings => ({
  home,
  host: "127.0.0.1",
  port: 0,
  logLevel: "silent",
  rateLimit: 1_000_000,
  graceDays: 30,
  webhooksToLoopback: true,
});

/**
 * Starts a service once for each kind of database, and stops it: a first start deploys a network, which costs several
 * times what a start on a copy of such a home does. Tests find the homes by the variables that are answered.
 */
export async function makeHomes(folder: string, server: string | undefined): Promise<NodeJS.ProcessEnv> {
  const first = async (kind: HomeKind, database: Pick<Settings, "databaseUrl">): Promise<void> => {
    const home = join(folder, kind);
    mkdirSync(home);
    const service = await startService({ ...settingsOf(home), ...database }, "test", makeLog("silent"));
    await service.stop();
  };
  await first("embedded", {});
  if (server !== undefined) {
    await administer(server, `create database ${HOME_DATABASE} template template0 encoding 'UTF8'`);
    await first("postgres", { databaseUrl: databaseAt(server, HOME_DATABASE) });
  }
  return { TEST_HOMES: folder };
}

/** Takes away what {makeHomes} left on the database server. */
export const dropHomes = async (server: string): Promise<void> =>
  administer(server, `drop database if exists ${HOME_DATABASE} with (force)`);

/** A folder of its own for a service: of one that was started before where there is such a home, else empty. */
export function newHome(name: string, kind: HomeKind = "embedded"): string {
  const home = mkdtempSync(join(tmpdir(), `tallystick-${name}-`));
  const homes = process.env["TEST_HOMES"];
  if (homes !== undefined) cpSync(join(homes, kind), home, { recursive: true });
  return home;
}

/** Name of the database that goes with a home of kind "postgres"; undefined where homes are empty. */
export const homeDatabase = (): string | undefined =>
  process.env["TEST_HOMES"] === undefined ? undefined : HOME_DATABASE;
