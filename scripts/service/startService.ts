import { setTimeout } from "node:timers/promises";

import type { Logger } from "pino";

import { Keystore } from "../../services/chain/keystore.ts";
import { currentVersion } from "../../services/chain/manifest.ts";
import type { Manifest } from "../../services/chain/manifest.ts";
import { Rpc } from "../../services/chain/rpc.ts";
import { buildApp } from "../../services/gateway/build.ts";
import type { Settings } from "../../services/gateway/config.ts";
import type { Context } from "../../services/gateway/context.ts";
import { startCheckpoints } from "../../services/gateway/checkpoints/startCheckpoints.ts";
import { startRelay } from "../../services/gateway/relay/relay.ts";
import { ensureSecret, sealedStorage } from "../../services/gateway/secrets.ts";
import { startIndexer } from "../../services/indexer/startIndexer.ts";
import type { Indexer } from "../../services/indexer/startIndexer.ts";
import { startKeeper } from "../../services/scheduler/keeper/startKeeper.ts";
import { startScheduler } from "../../services/scheduler/startScheduler.ts";
import { startNode } from "../../services/node/start.ts";
import { migrate } from "../../services/store/migrate.ts";
import { Bell } from "../../services/domain/bell.ts";
import type { Address } from "../../services/domain/brand.ts";
import { openDatabase } from "../../services/store/openDatabase.ts";
import type { Database } from "../../services/store/database.ts";
import { startAdmin } from "./admin.ts";
import { ensureCredentials } from "./credentials.ts";
import type { Credentials } from "./credentials.ts";
import { homeAt, masterKeyOf } from "./files.ts";
import { ensureNetwork, networkKeys } from "./network.ts";
import { silently } from "./progress.ts";
import type { Progress } from "./progress.ts";

export interface Service {
  readonly url: string;
  readonly rpcUrl: string;
  readonly manifest: Manifest;
  readonly credentials: Credentials;
  readonly credentialsFile: string;
  /** Resolves when the chain's process ended by itself: nothing works without it. */
  readonly failed: Promise<Error>;
  /** Stops taking requests, finishes what is under way, and lets everything go in order. */
  readonly stop: () => Promise<void>;
}

/** The composed parts, before there is a server: what `rebuild` and `verify` need when no service runs. */
export interface Parts {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly rpcUrl: string;
  readonly manifest: Manifest;
  readonly keystore: Keystore;
  /** Address of the key that does what anybody may do. */
  readonly keeper: Address;
  readonly context: Context;
  readonly credentials: Credentials;
  readonly nodeExited: Promise<Error>;
  readonly close: () => Promise<void>;
}

export async function openParts(settings: Settings, log: Logger, progress: Progress = silently): Promise<Parts> {
  const home = homeAt(settings.home);
  const masterKey = masterKeyOf(settings, home);
  progress("starting the chain");
  const node = await startNode({
    home: home.chain,
    log: (line) => {
      if (line.startsWith("repla")) progress(line);
      log.info({ part: "chain" }, line);
    },
  });
  try {
    progress("opening the database");
    const db = await openDatabase(settings.databaseUrl ? { url: settings.databaseUrl } : { directory: home.database });
    try {
      await migrate(db);
      const rpc = new Rpc(node.url);
      const keystore = new Keystore(masterKey, sealedStorage(db));
      const keys = await networkKeys(db, keystore);
      const { keeper } = keys;
      await ensureSecret(keystore, "fingerprint/1");
      const { currencies, recoveryDelay } = settings;
      const file = home.manifest;
      const manifest = await ensureNetwork({ rpc, file, keys, keystore, currencies, recoveryDelay, progress });
      const credentials = await ensureCredentials(db, manifest, keys, home.credentials);
      const context: Context = {
        db,
        rpc,
        manifest,
        version: currentVersion(manifest),
        keystore,
        fingerprinter: keys.fingerprinter,
        relay: keys.relay,
        graceDays: settings.graceDays,
        webhooks: { loopback: settings.webhooksToLoopback },
        now: () => new Date(),
        bell: new Bell(),
        log,
      };
      const nodeExited = node.exited.then(
        ({ code, signal, refusal }) => refusal ?? new Error(`the chain's process ended (${String(signal ?? code)})`),
      );
      const close = async (): Promise<void> => {
        await db.close();
        await node.stop();
      };
      return { db, rpc, rpcUrl: node.url, manifest, keystore, keeper, context, credentials, nodeExited, close };
    } catch (error) {
      await db.close();
      throw error;
    }
  } catch (error) {
    await node.stop();
    throw error;
  }
}

export async function startService(
  settings: Settings,
  version: string,
  log: Logger,
  progress: Progress = silently,
): Promise<Service> {
  const home = homeAt(settings.home);
  const parts = await openParts(settings, log, progress);
  const { db, rpc, manifest, context } = parts;
  const { bell } = context;
  const stops: (() => Promise<void>)[] = [parts.close];
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => (stopped ??= inReverse(stops));
  try {
    const indexer: Indexer = await startIndexer({ db, rpc, manifest, log, bell });
    stops.push(() => indexer.stop());
    const relay = startRelay(context, await parts.keystore.signerOf(context.relay));
    stops.push(() => relay.stop());
    const checkpoints = startCheckpoints(context);
    stops.push(() => checkpoints.stop());
    const { graceDays, webhooksToLoopback: loopback } = settings;
    const scheduler = startScheduler({ db, manifest, keystore: parts.keystore, log, graceDays, loopback, bell });
    stops.push(() => scheduler.stop());
    const keeper = startKeeper({ db, rpc, manifest, signer: await parts.keystore.signerOf(parts.keeper), log, bell });
    stops.push(() => keeper.stop());
    const admin = await startAdmin({ socket: home.socket, db, rpc, manifest, indexer, log });
    stops.push(() => admin.stop());
    const app = await buildApp(context, {
      version,
      rateLimit: settings.rateLimit,
      consensus: "none: one operator runs the embedded chain",
      custody: "keys of parties without own signers are kept by the operator",
    });
    stops.push(async () => {
      await app.close();
    });
    const url = await app.listen({ host: settings.host, port: settings.port });
    // Starting keeps the process busy for seconds: who is told that it runs must not be refused for that.
    while (app.isUnderPressure()) await setTimeout(100);
    const { credentials, rpcUrl, nodeExited } = parts;
    return { url, rpcUrl, manifest, credentials, credentialsFile: home.credentials, failed: nodeExited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function inReverse(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps.toReversed()) await step();
}
