import { AbiCoder, dataSlice } from "ethers";
import { isData } from "../hex.ts";
import { RPC_CODE, RpcError } from "../rpc/error.ts";

const ERROR_STRING = "0x08c379a0";

/** The engine's error object, in the form other nodes use: a revert is code 3 with the returned bytes as `data`. */
export function toRpcError(error: unknown): RpcError {
  const { code, message, data } = fields(error);
  const { reason, data: output } = fields(data);
  if ("Revert" in fields(reason) && isData(output)) {
    return new RpcError(RPC_CODE.reverted, revertMessage(output), output);
  }
  const text = typeof message === "string" ? message : "the engine failed without saying why";
  return new RpcError(typeof code === "number" ? code : RPC_CODE.internal, text);
}

function revertMessage(output: string): string {
  if (!output.startsWith(ERROR_STRING)) return "execution reverted";
  try {
    const [text] = AbiCoder.defaultAbiCoder().decode(["string"], dataSlice(output, 4)) as unknown as [string];
    return `execution reverted: ${text}`;
  } catch {
    // A contract may return the selector of Error(string) with anything behind it; the bytes are in `data` all the same.
    return "execution reverted";
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
