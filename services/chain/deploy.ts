import { randomBytes } from "node:crypto";

import type { Address, Hash, Hex } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";
import { interfaceOf } from "./artifacts.ts";
import { genesisHashOf } from "./checkDeployment.ts";
import { codeHashesOf } from "./codeHash.ts";
import { admitAccounts } from "./deployment/admitAccounts.ts";
import { checkHandover } from "./deployment/checkHandover.ts";
import { createContracts } from "./deployment/createContracts.ts";
import { checkPlan } from "./deployment/plan.ts";
import type { DeploymentPlan } from "./deployment/plan.ts";
import { handoverCalls, policyCalls } from "./deployment/policyCalls.ts";
import { Sender } from "./deployment/sender.ts";
import { wiringSteps } from "./deployment/wiringSteps.ts";
import type { Manifest, Version } from "./manifest.ts";
import { roleDigest } from "./roles.ts";
import type { Rpc } from "./rpc.ts";

/**
 * Makes a new network on a chain: contracts, policy, the network's own accounts, and nothing left to the deployer.
 * Whoever has a manifest already calls checkDeployment instead: this always deploys anew, and a deployment that did not
 * get to its end is abandoned, never resumed.
 *
 * @throws ChainError bad-plan, deployment-failed; DomainError bad-currency; RpcNoAnswer
 */
export async function deploy(rpc: Rpc, plan: DeploymentPlan): Promise<Manifest> {
  checkPlan(plan);
  const chainId = Number(await rpc.call<Hex>("eth_chainId"));
  const firstBlock = Number(await rpc.call<Hex>("eth_blockNumber")) + 1;
  const networkId = toHex(randomBytes(32)) as Hash;
  const deployer = plan.deployer.address;
  const sender = await Sender.open(rpc, plan.deployer, chainId);

  const contracts = await createContracts(rpc, sender, {
    deployer,
    networkId,
    currencies: plan.currencies,
    recoveryDelay: plan.delays.recovery,
  });
  const manage = (what: string, calls: readonly Hex[]) => manageAll(sender, contracts.accessManager, what, calls);
  await manage("the role table", policyCalls(contracts, plan.fingerprinter, deployer));
  await sender.send(wiringSteps(contracts));
  const domain = { chainId, networkId, contract: contracts.parties };
  const accounts = await admitAccounts(rpc, sender, domain, plan.accounts);
  await manage("the handover", handoverCalls(accounts, plan.delays, deployer));

  const version: Version = {
    version: 1,
    deployBlock: firstBlock,
    contracts,
    accounts,
    codeHashes: Object.fromEntries(await codeHashesOf(rpc, contracts)),
    delays: plan.delays,
    roleDigest: roleDigest(plan.delays),
  };
  await checkHandover(rpc, version, { deployer, fingerprinter: plan.fingerprinter });
  return { network: plan.network, chainId, genesisHash: await genesisHashOf(rpc), networkId, versions: [version] };
}

async function manageAll(sender: Sender, accessManager: Address, what: string, calls: readonly Hex[]): Promise<void> {
  const data = interfaceOf("AccessManager").encodeFunctionData("multicall", [calls]) as Hex;
  await sender.send([{ what, to: accessManager, data }]);
}
