import { toQuantity } from "ethers";

import { RELAYER, networkHelpers, provider } from "./network.ts";
import { Refused } from "./refusal.ts";

/** What a party wants a contract to do. */
export interface Call {
  readonly target: string;
  readonly data: string;
}

export interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export interface Receipt {
  readonly gasUsed: bigint;
  readonly contractAddress: string | null;
  readonly blockNumber: bigint;
  readonly logs: readonly Log[];
}

interface RawReceipt {
  gasUsed: string;
  contractAddress: string | null;
  blockNumber: string;
  logs: { address: string; topics: string[]; data: string }[];
}

const GAS = 30_000_000n;

/**
 * Sends a transaction from an unlocked or impersonated address and waits until it is mined.
 *
 * @throws Refused if it reverted
 */
export async function send(call: Partial<Call>, from: string = RELAYER, gas: bigint = GAS): Promise<Receipt> {
  const transaction = { from, to: call.target, data: call.data, gas: toQuantity(gas), gasPrice: "0x0" };
  try {
    const hash = (await provider.request({ method: "eth_sendTransaction", params: [transaction] })) as string;
    const raw = (await provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as RawReceipt;
    return { ...raw, gasUsed: BigInt(raw.gasUsed), blockNumber: BigInt(raw.blockNumber) };
  } catch (error) {
    throw refused(error);
  }
}

/** Sends a transaction from any address, a contract's included. */
export async function sendAs(from: string, call: Call, gas: bigint = GAS): Promise<Receipt> {
  await networkHelpers.impersonateAccount(from);
  return send(call, from, gas);
}

/** Answer of a call that changes nothing. @throws Refused if it reverted */
export async function ask(call: Call, from: string = RELAYER): Promise<string> {
  try {
    const transaction = { from, to: call.target, data: call.data, gas: toQuantity(GAS) };
    return (await provider.request({ method: "eth_call", params: [transaction, "latest"] })) as string;
  } catch (error) {
    throw refused(error);
  }
}

/** The contract error inside a node's error; any other error as it is. */
function refused(error: unknown): unknown {
  const data = revertData(error);
  return data === undefined ? error : new Refused(data);
}

function revertData(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  if (typeof error.data === "string") return error.data;
  return revertData(error.data);
}
