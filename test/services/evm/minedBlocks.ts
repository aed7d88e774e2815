import { toBeHex } from "ethers";
import { network } from "hardhat";
import type { Hash, Hex } from "../../../services/domain/brand.ts";
import type { HeaderFields } from "../../../services/evm/header.ts";
import type { ReceiptFields } from "../../../services/evm/receipts.ts";

export interface MinedReceipt extends ReceiptFields {
  readonly logsBloom: Hex;
}

export interface MinedBlock {
  readonly header: HeaderFields & { readonly hash: Hash };
  readonly receipts: readonly MinedReceipt[];
}

const GAS = "0x11170";
const FEES = [
  { gasPrice: "0x0" },
  { gasPrice: "0x0", accessList: [] },
  { maxFeePerGas: "0x0", maxPriorityFeePerGas: "0x0" },
];

/**
 * Mines a block for each count on EDR, an implementation of its own: transactions of all three types, that log any
 * data with 0 to 4 topics or fail.
 */
export async function mineBlocks(counts: readonly number[]): Promise<MinedBlock[]> {
  const { provider } = await network.create();
  const send = async (method: string, ...params: unknown[]): Promise<unknown> => provider.request({ method, params });
  const random = numbersFrom(1);
  const [from] = (await send("eth_accounts")) as Hex[];
  const deployment = await send("eth_sendTransaction", { from, data: loggerCode() });
  const { contractAddress: to } = (await send("eth_getTransactionReceipt", deployment)) as { contractAddress: Hex };
  await send("evm_setAutomine", false);

  const blocks: MinedBlock[] = [];
  for (const count of counts) {
    const hashes: unknown[] = [];
    for (let n = 0; n < count; n++) {
      const act = random(6) === 5 ? 0xff : random(5);
      const bytes = [act, ...Array.from({ length: 31 + random(300) }, () => random(256))];
      const data = `0x${bytes.map((byte) => toBeHex(byte, 1).slice(2)).join("")}`;
      hashes.push(await send("eth_sendTransaction", { from, to, data, gas: GAS, ...FEES[random(FEES.length)] }));
    }
    await send("evm_mine");
    const header = (await send("eth_getBlockByNumber", "latest", false)) as MinedBlock["header"];
    const receipts = await Promise.all(hashes.map((hash) => send("eth_getTransactionReceipt", hash)));
    blocks.push({ header, receipts: receipts as MinedReceipt[] });
  }
  return blocks;
}

/** Lehmer's generator: the same numbers in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 0x7fffffff) % below;
}

/**
 * Creation code of a contract that logs its calldata. The first byte is the number of topics, which are the calldata's
 * words from the second on; a first byte above 4 reverts.
 */
function loggerCode(): Hex {
  const counts = [0, 1, 2, 3, 4];
  const byte = (value: number): string => value.toString(16).padStart(2, "0");
  const size = (code: string): number => code.length / 2;

  const copyCalldata = "365f5f37";
  const jumpIf = (count: number, target: number): string => `5f355f1a60${byte(count)}1460${byte(target)}57`;
  const revert = "5f5ffd";
  const log = (count: number): string => {
    const topics = Array.from({ length: count }, (_, n) => `60${byte(32 * (count - n))}35`).join("");
    return `5b${topics}365f${byte(0xa0 + count)}00`;
  };

  const bodies = size(copyCalldata) + counts.length * size(jumpIf(0, 0)) + size(revert);
  const target = (count: number): number => bodies + size(counts.slice(0, count).map(log).join(""));
  const jumps = counts.map((count) => jumpIf(count, target(count))).join("");
  const code = copyCalldata + jumps + revert + counts.map(log).join("");
  return `0x60${byte(size(code))}8060095f395ff3${code}`;
}

/** Header and hash of a block as EDR makes them under the rules of a fork. */
export async function minedHeader(hardfork: "cancun" | "prague"): Promise<MinedBlock["header"]> {
  const { provider } = await network.create({ override: { hardfork } });
  await provider.request({ method: "hardhat_mine", params: ["0x2"] });
  return (await provider.request({
    method: "eth_getBlockByNumber",
    params: ["latest", false],
  })) as MinedBlock["header"];
}
