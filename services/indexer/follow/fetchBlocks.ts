import type { Rpc, RpcAnswer } from "../../chain/rpc.ts";
import type { RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { RpcBlock, RpcBlockWithReceipts } from "./rpcBlock.ts";

/** The newest block that the node has. */
export interface ChainHead {
  readonly number: bigint;
  readonly hash: Hash;
}

/** The node does not have a block that it has announced: one of several behind one address may lag. Ask again. */
export class BlockMissing extends Error {
  override readonly name = "BlockMissing";

  constructor(number: bigint) {
    super(`the node does not have block ${number}, or not its receipts, yet`);
  }
}

export const quantity = (value: bigint): Hex => `0x${value.toString(16)}`;

export async function fetchHead(rpc: Rpc): Promise<ChainHead> {
  const block = await rpc.call<{ number: Hex; hash: Hash }>("eth_getBlockByNumber", ["latest", false]);
  return { number: BigInt(block.number), hash: block.hash };
}

/**
 * Blocks `from` to `to` with their receipts, in one request.
 * @throws RpcError, RpcNoAnswer, BlockMissing
 */
export async function fetchBlocks(rpc: Rpc, from: bigint, to: bigint): Promise<RpcBlockWithReceipts[]> {
  const numbers = Array.from({ length: Number(to - from) + 1 }, (_, at) => from + BigInt(at));
  const answers = await rpc.batch<RpcBlock | readonly RpcReceipt[] | null>(
    numbers.flatMap((number) => [
      { method: "eth_getBlockByNumber", params: [quantity(number), true] },
      { method: "eth_getBlockReceipts", params: [quantity(number)] },
    ]),
  );
  return numbers.map((number, at) => ({
    block: resultOf(answers[2 * at], number) as RpcBlock,
    receipts: resultOf(answers[2 * at + 1], number) as readonly RpcReceipt[],
  }));
}

function resultOf<T>(answer: RpcAnswer<T | null> | undefined, number: bigint): T {
  if (answer?.ok === false) throw answer.error;
  if (answer === undefined || answer.result === null) throw new BlockMissing(number);
  return answer.result;
}
