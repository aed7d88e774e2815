import { setTimeout as sleep } from "node:timers/promises";

import type { Rpc } from "../../chain/rpc.ts";
import type { Signer } from "../../chain/signer.ts";
import { signTransaction } from "../../chain/transaction.ts";
import type { Hex } from "../../domain/brand.ts";
import type { Duty } from "./duty.ts";

/** Enough for a round of 64 bids. */
const GAS = 10_000_000n;
const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/**
 * Calls the ledger and waits for its block. No record is kept: a duty done twice is refused by the ledger.
 *
 * @returns whether the ledger did it
 * @throws RpcError, RpcNoAnswer, Error if no block takes it in a minute
 */
export async function sendDuty(rpc: Rpc, signer: Signer, chainId: number, { key, to, data }: Duty): Promise<boolean> {
  const nonce = Number(await rpc.call<Hex>("eth_getTransactionCount", [signer.address, "latest"]));
  const { raw, hash } = await signTransaction(signer, { chainId, nonce, gasLimit: GAS, to, data });
  await rpc.call("eth_sendRawTransaction", [raw]);
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const receipt = await rpc.call<{ status: Hex } | null>("eth_getTransactionReceipt", [hash]);
    if (receipt) return BigInt(receipt.status) === 1n;
    await sleep(POLL_MS);
  }
  throw new Error(`no block has taken ${key}, transaction ${hash}`);
}
