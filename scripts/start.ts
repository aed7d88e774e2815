import { readFileSync } from "node:fs";
import closeWithGrace from "close-with-grace";

import { currentVersion } from "../services/chain/manifest.ts";
import type { Manifest } from "../services/chain/manifest.ts";
import { LEAST_RECOVERY_DELAY } from "../services/chain/roles.ts";
import { readSettings } from "../services/gateway/config.ts";
import type { Settings } from "../services/gateway/config.ts";
import { ensureArtifacts } from "./service/artifacts.ts";
import { explain } from "./service/explain.ts";
import { makeLog } from "./service/log.ts";
import { preflight } from "./service/preflight.ts";
import { progressTo } from "./service/progress.ts";
import { startService } from "./service/startService.ts";
import type { Service } from "./service/startService.ts";

/** Longer than any request may ask to be kept waiting. */
const GRACE_MS = 40_000;

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const print = (text: string): void => {
  process.stdout.write(text);
};

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  await preflight(settings);
  print(`Tallystick ${version}\n\n`);
  const progress = progressTo(print);
  progress("building the contracts, if they have changed");
  await ensureArtifacts();
  const log = makeLog(logLevelOf(settings));
  const service = await startService(settings, version, log, progress);
  let stopping = false;
  const closer = closeWithGrace({ delay: GRACE_MS }, async ({ err, signal }) => {
    stopping = true;
    if (err) log.fatal({ err }, "stopping");
    else print(`\n${signal ?? "stop"}: finishing what is under way\n`);
    await service.stop();
  });
  void service.failed.then((error) => {
    if (stopping) return;
    log.fatal({ err: error }, "the chain is gone");
    closer.close();
  });
  print(bannerOf(settings, service));
}

/** In front of a person, requests are not told one by one unless that was asked for. */
function logLevelOf({ logLevel }: Settings): string {
  return process.stdout.isTTY && process.env["TALLYSTICK_LOG"] === undefined ? "warn" : logLevel;
}

const bannerOf = (settings: Settings, { url, rpcUrl, manifest, credentials, credentialsFile }: Service): string => `
Tallystick ${version} is ready.

  API            ${url}/v1
  Documentation  ${url}/docs    OpenAPI 3.1: ${url}/openapi.json
  Health         ${url}/health  ${url}/ready
  Chain          ${rpcUrl} (chain id ${String(manifest.chainId)})
  Data           ${settings.home}

  First API key (registrar): ${credentials.registrar}
  All first keys: ${credentialsFile}

${trialNote(manifest)}  One operator runs this chain: there is no consensus. The operator keeps the keys of parties without own signers.
  Try it: npm run demo

`;

/** Nobody may take a trial for a network that protects its parties' keys. */
function trialNote(manifest: Manifest): string {
  const { recovery } = currentVersion(manifest).delays;
  if (recovery >= LEAST_RECOVERY_DELAY) return "";
  return `  A TRIAL: lost keys are recovered after ${String(recovery)} seconds, not after seven days.\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
});
