import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { checkDeployment } from "../services/chain/checkDeployment.ts";
import { deploy } from "../services/chain/deploy.ts";
import { planFromEnvironment } from "../services/chain/deployment/planFromEnvironment.ts";
import { readManifest, writeManifest } from "../services/chain/manifestFile.ts";
import { Rpc } from "../services/chain/rpc.ts";

/*
 * Makes a shared network, once: node scripts/deploy.ts --rpc URL --network NAME writes deployments/NAME.json.
 * Where that file exists already, the chain is held against it and nothing is sent.
 */
const { values } = parseArgs({ options: { rpc: { type: "string" }, network: { type: "string" } } });

async function main({ rpc: url, network }: typeof values): Promise<string> {
  if (url === undefined || network === undefined || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(network)) {
    throw new Error("usage: node scripts/deploy.ts --rpc URL --network NAME (lower-case letters, digits, hyphens)");
  }
  const rpc = new Rpc(url);
  const file = fileURLToPath(new URL(`../deployments/${network}.json`, import.meta.url));
  const known = await readManifest(file);
  if (known) {
    await checkDeployment(rpc, known);
    return `${network} is deployed; chain id, genesis and the code of every contract are as in deployments/${network}.json`;
  }
  const manifest = await deploy(rpc, planFromEnvironment(network, process.env));
  await writeManifest(file, manifest);
  return `deployed ${network} to chain ${manifest.chainId}; its manifest is deployments/${network}.json`;
}

try {
  console.log(await main(values));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
