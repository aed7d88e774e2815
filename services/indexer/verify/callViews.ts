import type { Result } from "ethers";
import { interfaceOf } from "../../chain/artifacts.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { View } from "../../chain/view.ts";
import type { Hex } from "../../domain/brand.ts";
import { quantity } from "../follow/fetchBlocks.ts";

/** Reads many views as of one block, in one request. @throws RpcError of the first that reverts */
export async function callViews(rpc: Rpc, views: readonly View[], block: bigint): Promise<Result[]> {
  const answers = await rpc.batch<Hex>(
    views.map(({ contract, address, name, args = [] }) => {
      const data = interfaceOf(contract).encodeFunctionData(name, args);
      return { method: "eth_call", params: [{ to: address, data }, quantity(block)] };
    }),
  );
  return views.map(({ contract, name }, at) => {
    const answer = answers[at];
    if (answer?.ok === true) return interfaceOf(contract).decodeFunctionResult(name, answer.result);
    throw answer ? answer.error : new RangeError("a batch has as many answers as calls");
  });
}
