import { setTimeout as sleep } from "node:timers/promises";

import { randomBytes } from "node:crypto";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import { intentDigest } from "../../../services/chain/intents.ts";
import type { Call, Intent } from "../../../services/chain/intents.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import { relayGasLimit } from "../../../services/chain/relayGas.ts";
import { buildRelayTransaction } from "../../../services/chain/relayTransaction.ts";
import type { RelayItem } from "../../../services/chain/relayTransaction.ts";
import type { RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import { joinSignatures } from "../../../services/chain/signer.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { FAR_FUTURE } from "./network.ts";
import type { TestNetwork } from "./network.ts";

export const randomHash = (): Hash => toHex(randomBytes(32)) as Hash;

export const callOf = (contract: ContractName, target: Address, name: string, args: readonly unknown[]): Call => ({
  target,
  data: interfaceOf(contract).encodeFunctionData(name, args) as Hex,
});

export const intentOf = (calls: readonly Call[], changes: Partial<Intent> = {}): Intent => ({
  id: randomHash(),
  deadline: FAR_FUTURE,
  gas: 500_000n,
  epoch: 1,
  calls,
  ...changes,
});

/** The intent as an item of a relay, signed by all of the signers. */
export async function signedItem(
  { manifest }: TestNetwork,
  account: Address,
  signers: readonly Signer[],
  intent: Intent,
): Promise<RelayItem> {
  const digest = intentDigest(signingDomain(manifest, account), intent);
  const signatures = await Promise.all(signers.map((signer) => signer.sign(digest)));
  return { account, intent, signatures: joinSignatures(digest, signatures) };
}

/** Submits the items in one transaction and waits for its receipt. */
export async function relay(
  { rpc, manifest, version, relayer }: TestNetwork,
  items: readonly RelayItem[],
  gasLimit = relayGasLimit(items),
): Promise<RpcReceipt> {
  const nonce = Number(await rpc.call<Hex>("eth_getTransactionCount", [relayer.address, "latest"]));
  const target = { chainId: manifest.chainId, relay: version.contracts.relay };
  const { raw, hash } = await buildRelayTransaction({ signer: relayer, ...target, nonce, gasLimit, items });
  await rpc.call("eth_sendRawTransaction", [raw]);
  for (;;) {
    const receipt = await rpc.call<RpcReceipt | null>("eth_getTransactionReceipt", [hash]);
    if (receipt) return receipt;
    await sleep(10);
  }
}
