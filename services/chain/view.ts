import type { Result } from "ethers";

import type { Address, Hex } from "../domain/brand.ts";
import { interfaceOf } from "./artifacts.ts";
import type { ContractName } from "./artifacts.ts";
import type { Rpc } from "./rpc.ts";

export interface View {
  readonly contract: ContractName;
  readonly address: Address;
  readonly name: string;
  readonly args?: readonly unknown[];
}

/** Reads many views in one request, all at `latest`. @throws RpcError of the first that reverts */
export async function readViews(rpc: Rpc, views: readonly View[]): Promise<Result[]> {
  const calls = views.map(({ contract, address, name, args = [] }) => {
    const data = interfaceOf(contract).encodeFunctionData(name, args);
    return { method: "eth_call", params: [{ to: address, data }, "latest"] };
  });
  const answers = await rpc.batch<Hex>(calls);
  return views.map(({ contract, name }, at) => {
    const answer = answers[at];
    if (answer?.ok === true) return interfaceOf(contract).decodeFunctionResult(name, answer.result);
    throw answer ? answer.error : new RangeError("a batch has as many answers as calls");
  });
}

/** @returns what the view returns, its first value if there are several */
export async function readView(rpc: Rpc, view: View): Promise<unknown> {
  const [result] = await readViews(rpc, [view]);
  return result?.[0];
}
