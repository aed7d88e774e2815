import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Interface, getAddress } from "ethers";
import type { InterfaceAbi } from "ethers";
import hre from "hardhat";

import { Deployed } from "./deployed.ts";
import { knowErrorsOf } from "./refusal.ts";
import { send } from "./transactions.ts";

/** Compiles and deploys a contract that stands beside the tests, which a build for deployment leaves out. */
export async function deployTestContract(path: string): Promise<Deployed> {
  const root = hre.config.paths.root;
  await hre.solidity.build([join(root, path)], { scope: "tests", quiet: true });
  const name = path.slice(path.lastIndexOf("/") + 1, -".sol".length);
  const file = join(await hre.solidity.getArtifactsDirectory("tests"), path, `${name}.json`);
  const { abi, bytecode } = JSON.parse(await readFile(file, "utf8")) as { abi: InterfaceAbi; bytecode: string };
  const { contractAddress } = await send({ data: bytecode });
  if (contractAddress === null) throw new Error(`${name} was not deployed`);
  const parsed = new Interface(abi);
  knowErrorsOf(parsed);
  return new Deployed(name, getAddress(contractAddress), parsed);
}
