import { toQuantity } from "ethers";

import { deployCode } from "./deployed.ts";
import { RELAYER, provider } from "./network.ts";
import type { Call } from "./transactions.ts";

/** Contracts of no project that an intent may call, some of them hostile, as runtime code. */
const CODE = {
  /** Adds one to its slot 0. */
  counter: "5f546001015f55",
  /** Reverts with what it is called with. */
  echo: "365f5f37365ffd",
  /** Loops until its gas is used up. */
  hog: "5b5f56",
  /** Reverts with 600,000 bytes, which cost about 743,000 gas to make, and as much again to whoever copies them. */
  bomb: "620927c05ffd",
  /** Returns as many. */
  successfulBomb: "620927c05ff3",
  /** Writes the gas that it was given into its slot 0. */
  gauge: "5a5f55",
  /** Passes what follows the first word of its call data on to the address in that word. */
  forwarder: "60203603806020" + "5f375f5f825f5f5f355af13d5f5f3e601c573d5ffd5b3d5ff3",
} as const;

export async function deployCallee(name: keyof typeof CODE): Promise<string> {
  return deployCode(CODE[name]);
}

/** A call made by way of a forwarder, whose caller therefore is the forwarder. */
export function through(forwarder: string, { target, data }: Call): Call {
  return { target: forwarder, data: `0x${target.slice(2).padStart(64, "0")}${data.slice(2)}` };
}

/** What a counter has counted, or a gauge measured. */
export async function slotOf(callee: string): Promise<bigint> {
  return BigInt((await provider.request({ method: "eth_getStorageAt", params: [callee, "0x0", "latest"] })) as string);
}

/** Whether a transaction with this gas does not revert. */
export async function passes({ target, data }: Call, gas: bigint): Promise<boolean> {
  const transaction = { from: RELAYER, to: target, data, gas: toQuantity(gas) };
  try {
    await provider.request({ method: "eth_call", params: [transaction, "latest"] });
    return true;
  } catch {
    return false;
  }
}

/** The least gas with which the transaction does not revert, found by halving. */
export async function leastGas(call: Call, enough: bigint): Promise<bigint> {
  if (!(await passes(call, enough))) throw new Error(`${String(enough)} gas is not enough`);
  let [low, high] = [0n, enough];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (await passes(call, middle)) high = middle;
    else low = middle;
  }
  return high;
}
