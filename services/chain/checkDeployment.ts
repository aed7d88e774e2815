import type { Hash, Hex } from "../domain/brand.ts";
import { codeHashesOf } from "./codeHash.ts";
import { contractAddresses } from "./manifest.ts";
import type { Manifest, Version } from "./manifest.ts";
import { ChainError } from "./problem.ts";
import type { ChainProblem } from "./problem.ts";
import type { Rpc } from "./rpc.ts";

/**
 * Whether the node serves the chain that the manifest describes, with the contracts that were deployed to it.
 *
 * @throws ChainError wrong-chain-id, wrong-genesis, wrong-code, each naming both values
 */
export async function checkDeployment(rpc: Rpc, manifest: Manifest): Promise<void> {
  const { network } = manifest;
  const chainId = Number(await rpc.call<Hex>("eth_chainId"));
  same("wrong-chain-id", `chain id of ${network}`, String(manifest.chainId), String(chainId));
  same("wrong-genesis", `genesis hash of ${network}`, manifest.genesisHash, await genesisHashOf(rpc));
  for (const version of manifest.versions) await checkCode(rpc, network, version);
}

export async function genesisHashOf(rpc: Rpc): Promise<Hash> {
  const genesis = await rpc.call<{ hash: Hash } | null>("eth_getBlockByNumber", ["0x0", false]);
  if (!genesis) throw new ChainError("wrong-genesis", "the node has no genesis block");
  return genesis.hash;
}

async function checkCode(rpc: Rpc, network: string, { version, contracts, codeHashes }: Version): Promise<void> {
  const found = await codeHashesOf(rpc, contracts);
  for (const [name, address] of contractAddresses(contracts)) {
    const what = `code hash of ${name} at ${address} on ${network}, version ${version}`;
    same("wrong-code", what, codeHashes[name] ?? "none", found.get(name) ?? "none");
  }
}

function same(code: ChainProblem, what: string, expected: string, found: string): void {
  if (expected === found) return;
  throw new ChainError(code, `the ${what} is ${expected} in the manifest and ${found} on the chain`);
}
