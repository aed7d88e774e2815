import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { checkDeployment } from "../services/chain/checkDeployment.ts";
import { deploy } from "../services/chain/deploy.ts";
import { EMBEDDED } from "../services/chain/deployment/plan.ts";
import { planFromEnvironment } from "../services/chain/deployment/planFromEnvironment.ts";
import { readManifest, writeManifest } from "../services/chain/manifestFile.ts";
import { Rpc } from "../services/chain/rpc.ts";

/*
 * Makes a shared network, once: `node scripts/deploy.ts --rpc URL --network NAME` writes deployments/NAME.json, or
 * NAME.json of another --folder. Where that file exists already, the chain is held against it and nothing is sent.
 */
const USAGE = "node scripts/deploy.ts --rpc URL --network NAME [--folder FOLDER]";

async function main(): Promise<string> {
  const text = { type: "string" } as const;
  const { rpc: url, network, folder } = parseArgs({ options: { rpc: text, network: text, folder: text } }).values;
  if (url === undefined || network === undefined || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(network)) {
    throw new Error(`usage: ${USAGE}; a name has lower-case letters, digits and hyphens`);
  }
  if (network === EMBEDDED) throw new Error(`"${EMBEDDED}" names a network inside of a service, not a shared one`);
  const rpc = new Rpc(url);
  const file = join(folder ?? fileURLToPath(new URL("../deployments", import.meta.url)), `${network}.json`);
  const known = await readManifest(file);
  if (known) {
    await checkDeployment(rpc, known);
    return `${network} is deployed: chain id, genesis and the code of every contract are as in ${file}`;
  }
  const manifest = await deploy(rpc, planFromEnvironment(network, process.env));
  await writeManifest(file, manifest);
  return `deployed ${network} to chain ${manifest.chainId}; its manifest is ${file}`;
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
