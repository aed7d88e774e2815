import type { Address, Hex } from "../domain/brand.ts";
import { interfaceOf } from "./artifacts.ts";
import type { Intent } from "./intents.ts";
import type { Signer } from "./signer.ts";
import { signTransaction } from "./transaction.ts";
import type { SignedTransaction } from "./transaction.ts";

/** One signed intent, as Relay takes it. */
export interface RelayItem {
  readonly account: Address;
  readonly intent: Intent;
  /** See joinSignatures. */
  readonly signatures: Hex;
}

export interface RelayTransaction {
  /** The relay's own key, which is no party's: it may submit, not act. */
  readonly signer: Signer;
  readonly chainId: number;
  readonly relay: Address;
  readonly nonce: number;
  readonly gasLimit: bigint;
  readonly items: readonly RelayItem[];
}

/** The one transaction that submits the items; equal input gives equal bytes, so that it may be sent again. */
export async function buildRelayTransaction(transaction: RelayTransaction): Promise<SignedTransaction> {
  const { signer, chainId, relay, nonce, gasLimit, items } = transaction;
  return signTransaction(signer, { chainId, nonce, gasLimit, to: relay, data: encodeRelay(items) });
}

/** @throws TypeError of ethers if an item is not what the contract takes */
export const encodeRelay = (items: readonly RelayItem[]): Hex =>
  interfaceOf("Relay").encodeFunctionData("relay", [items]) as Hex;
