import type { Rpc, RpcCall } from "../../../chain/rpc.ts";

/** The results of many calls, null where the node has nothing. @throws RpcError of the first that was refused */
export async function askAll<T>(rpc: Rpc, calls: readonly RpcCall[]): Promise<(T | null)[]> {
  const answers = await rpc.batch<T | null>(calls);
  return answers.map((answer) => {
    if (answer.ok) return answer.result;
    throw answer.error;
  });
}
