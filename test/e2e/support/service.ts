import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Settings } from "../../../services/gateway/config.ts";
import { makeLog } from "../../../scripts/service/log.ts";
import { startService } from "../../../scripts/service/startService.ts";
import type { Service } from "../../../scripts/service/startService.ts";
import { Cleanup, newDatabase, onPostgres } from "../../services/store/databases.ts";
import { homeDatabase, newHome, settingsOf } from "./homes.ts";

export interface TestService extends Service {
  readonly settings: Settings;
}

/** A network that nothing was done on, on a free port, in a temporary folder. */
export async function startTestService(
  clean: Cleanup,
  changes: Pick<Settings, "databaseUrl" | "recoveryDelay"> = {},
): Promise<TestService> {
  // The delay is written into the contracts.
  const home =
    changes.recoveryDelay === undefined
      ? newHome("e2e", changes.databaseUrl === undefined ? "embedded" : "postgres")
      : mkdtempSync(join(tmpdir(), "tallystick-e2e-"));
  const settings: Settings = { ...settingsOf(home), ...changes };
  const service = await startService(settings, "test", makeLog("silent"));
  clean.add(async () => {
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  });
  return { ...service, settings };
}

/** Declares `suite` on the embedded database, and on PostgreSQL where there is one. */
export function eachService(suite: (start: () => Promise<TestService>) => void): void {
  describe("on PGlite", function () {
    this.timeout(180_000);
    const clean = new Cleanup();
    after(() => clean.run());
    suite(async () => startTestService(clean));
  });
  onPostgres((newUrl, clean) => {
    suite(async () => startTestService(clean, { databaseUrl: await newUrl(homeDatabase()) }));
  });
}

/** Declares `suite` once, for what does not turn on the database: on PostgreSQL where there is one, else embedded. */
export function oneService(suite: (start: () => Promise<TestService>) => void): void {
  describe("on one database", function () {
    this.timeout(180_000);
    const clean = new Cleanup();
    after(() => clean.run());
    suite(async () => startTestService(clean, await someDatabase(clean)));
  });
}

/** A database on the PostgreSQL server where there is one; else none is named, and the embedded one serves. */
export async function someDatabase(clean: Cleanup): Promise<Pick<Settings, "databaseUrl">> {
  const server = process.env["TEST_DATABASE_URL"];
  return server === undefined ? {} : { databaseUrl: await newDatabase(server, clean, homeDatabase()) };
}
