import type { Engine } from "../engine/engine.ts";
import { fromQuantity, toQuantity } from "../hex.ts";
import { RPC_CODE, RpcError } from "./error.ts";
import { atBlock } from "./passThrough.ts";

/**
 * `eth_call` and `eth_estimateGas` at `latest` unless told otherwise, with the gas allowance held to the block's: the
 * engine keeps a record of every step it executes, so gas is what bounds its memory.
 */
export function simulate(engine: Engine, method: "eth_call" | "eth_estimateGas", blockGasLimit: number) {
  return (params: readonly unknown[]): Promise<unknown> => {
    const [call, ...rest] = atBlock(params, 1);
    if (typeof call !== "object" || call === null) {
      throw new RpcError(RPC_CODE.invalidParams, "the first parameter must be a call object");
    }
    const { gas, ...request } = call as Record<string, unknown>;
    const allowance = gas === undefined || gas === null ? blockGasLimit : (fromQuantity(gas) ?? blockGasLimit);
    return engine.request(method, [{ ...request, gas: toQuantity(Math.min(allowance, blockGasLimit)) }, ...rest]);
  };
}
