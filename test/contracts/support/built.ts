import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Interface, concat, getAddress } from "ethers";
import type { InterfaceAbi } from "ethers";
import hre from "hardhat";

import { Deployed } from "./deployed.ts";
import { knowErrorsOf } from "./refusal.ts";
import { send } from "./transactions.ts";

/** Compiles and deploys a contract that stands beside the tests, which a build for deployment leaves out. */
export async function deployTestContract(path: string, ...args: readonly unknown[]): Promise<Deployed> {
  const root = hre.config.paths.root;
  await hre.solidity.build([join(root, path)], { scope: "tests", quiet: true });
  const name = path.slice(path.lastIndexOf("/") + 1, -".sol".length);
  const file = join(await hre.solidity.getArtifactsDirectory("tests"), path, `${name}.json`);
  const { abi, bytecode } = JSON.parse(await readFile(file, "utf8")) as { abi: InterfaceAbi; bytecode: string };
  const parsed = new Interface(abi);
  const { contractAddress } = await send({ data: concat([bytecode, parsed.encodeDeploy(args)]) });
  if (contractAddress === null) throw new Error(`${name} was not deployed`);
  knowErrorsOf(parsed);
  return new Deployed(name, getAddress(contractAddress), parsed);
}
