import { randomBytes } from "node:crypto";

import { checkDeployment } from "../../services/chain/checkDeployment.ts";
import { deploy } from "../../services/chain/deploy.ts";
import { DEFAULT_CURRENCIES, EMBEDDED } from "../../services/chain/deployment/plan.ts";
import type { Keystore } from "../../services/chain/keystore.ts";
import { LocalSigner } from "../../services/chain/localSigner.ts";
import type { Manifest } from "../../services/chain/manifest.ts";
import { readManifest, writeManifest } from "../../services/chain/manifestFile.ts";
import { EMBEDDED_DELAYS } from "../../services/chain/roles.ts";
import type { Rpc } from "../../services/chain/rpc.ts";
import type { Address } from "../../services/domain/brand.ts";
import type { Database } from "../../services/store/database.ts";
import { json } from "../../services/store/parameter.ts";
import type { Progress } from "./progress.ts";

/** Addresses of the keys that an embedded network's operator keeps. */
export interface NetworkKeys {
  readonly operator: Address;
  readonly governors: readonly [Address, Address];
  readonly fingerprinter: Address;
  readonly relay: Address;
  readonly keeper: Address;
}

const META = "network-keys";
/** End of the year 2099: the operator's own admission does not run out. */
const FOREVER = 4_102_444_799n;

/** The keys of the network, made before anything is deployed with them. */
export async function networkKeys(db: Database, keystore: Keystore): Promise<NetworkKeys> {
  const [row] = await db.query<{ value: NetworkKeys }>("SELECT value FROM core.meta WHERE key = $1", [META]);
  if (row) return row.value;
  const make = async (): Promise<Address> => (await keystore.create()).address;
  const keys: NetworkKeys = {
    operator: await make(),
    governors: [await make(), await make()],
    fingerprinter: await make(),
    relay: await make(),
    keeper: await make(),
  };
  await db.query("INSERT INTO core.meta (key, value) VALUES ($1, $2)", [META, json(keys)]);
  return keys;
}

export interface NetworkRequest {
  readonly rpc: Rpc;
  readonly file: string;
  readonly keys: NetworkKeys;
  readonly keystore: Keystore;
  readonly currencies?: readonly string[] | undefined;
  /** Seconds; default seven days. */
  readonly recoveryDelay?: number | undefined;
  readonly progress: Progress;
}

/** Finds and checks the deployment that the manifest names, or makes it. */
export async function ensureNetwork({
  rpc,
  file,
  keys,
  keystore,
  currencies,
  recoveryDelay,
  progress,
}: NetworkRequest): Promise<Manifest> {
  const known = await readManifest(file);
  if (known) {
    progress("checking the deployment");
    await checkDeployment(rpc, known);
    return known;
  }
  progress("deploying the contracts: a new network");
  const manifest = await deploy(rpc, {
    network: EMBEDDED,
    deployer: new LocalSigner(randomBytes(32)),
    currencies: currencies ?? DEFAULT_CURRENCIES,
    accounts: {
      operator: { country: "ZZ", validUntil: FOREVER, threshold: 1, signers: [await keystore.signerOf(keys.operator)] },
      governor: {
        country: "ZZ",
        validUntil: FOREVER,
        threshold: 2,
        signers: await Promise.all(keys.governors.map(async (address) => keystore.signerOf(address))),
      },
    },
    fingerprinter: keys.fingerprinter,
    delays: { ...EMBEDDED_DELAYS, ...(recoveryDelay !== undefined && { recovery: recoveryDelay }) },
  });
  await writeManifest(file, manifest);
  return manifest;
}
