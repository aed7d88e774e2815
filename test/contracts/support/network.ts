import { network } from "hardhat";

/** One chain for all test files: each test starts from the snapshot of a fixture. */
const connection = await network.create();

export const { provider, networkHelpers } = connection;

const genesis = await networkHelpers.takeSnapshot();

/** The chain as the fixture leaves it: run once, then restored. */
export async function loadFixture<T>(fixture: () => Promise<T>): Promise<T> {
  return networkHelpers.loadFixture(fixture);
}

export const CHAIN_ID = BigInt((await provider.request({ method: "eth_chainId" })) as string);

const accounts = (await provider.request({ method: "eth_accounts" })) as string[];

/** Starts the chain anew, so that every address on it is the same whatever ran before. */
export async function startAnew(): Promise<void> {
  await genesis.restore();
  networkHelpers.clearSnapshots();
}

/** An unlocked address that is not admitted as a party. */
export function outsider(index: number): string {
  const address = accounts[index];
  if (address === undefined) throw new Error(`the chain has no account ${String(index)}`);
  return address;
}

/** Whoever submits the intents of others, and deploys; nobody in particular. */
export const RELAYER = outsider(0);

/** Timestamp of the latest block, in seconds. */
export async function now(): Promise<bigint> {
  return BigInt(await networkHelpers.time.latest());
}

/** Lets `seconds` pass. */
export async function wait(seconds: bigint): Promise<void> {
  await networkHelpers.time.increase(seconds);
}

/** Makes the next block carry this timestamp. */
export async function nextBlockAt(timestamp: bigint): Promise<void> {
  await networkHelpers.time.setNextBlockTimestamp(timestamp);
}

export const DAY = 86_400n;
