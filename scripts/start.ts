import { readFileSync } from "node:fs";
import closeWithGrace from "close-with-grace";

import { ConfigurationError, readSettings } from "../services/gateway/config.ts";
import { ensureArtifacts } from "./service/artifacts.ts";
import { makeLog } from "./service/log.ts";
import { startService } from "./service/startService.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  await ensureArtifacts();
  const log = makeLog(settings.logLevel);
  const service = await startService(settings, version, log);
  let stopping = false;
  const closer = closeWithGrace({ delay: 20_000 }, async ({ err, signal }) => {
    stopping = true;
    if (err) log.fatal({ err }, "stopping");
    else process.stdout.write(`\n${signal ?? "stop"}: finishing what is under way\n`);
    await service.stop();
  });
  void service.failed.then((error) => {
    if (stopping) return;
    log.fatal({ err: error }, "the chain is gone");
    closer.close();
  });
  process.stdout.write(`
Tallystick ${version} is ready.

  API            ${service.url}/v1
  Documentation  ${service.url}/docs    OpenAPI 3.1: ${service.url}/openapi.json
  Health         ${service.url}/health  ${service.url}/ready
  Chain          ${service.rpcUrl} (chain id ${String(service.manifest.chainId)})
  Data           ${settings.home}

  First API key (registrar): ${service.credentials.registrar}
  All first keys: ${service.credentialsFile}

  One operator runs this chain: there is no consensus. The operator keeps the keys of parties without own signers.
  Try it: npm run demo
`);
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigurationError;
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
