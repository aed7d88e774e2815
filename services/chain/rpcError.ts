import type { Hex } from "../domain/brand.ts";

/** The error member of a JSON-RPC answer. */
export interface RawRpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** The node answered, and the answer is an error. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly method: string;
  readonly code: number;
  /** Revert data, if the node gave any. */
  readonly data: Hex | undefined;

  constructor(method: string, { code, message, data }: RawRpcError) {
    super(`${method}: ${message}`);
    this.method = method;
    this.code = code;
    this.data = revertData(data);
  }
}

/** No answer, or none that can be read: whether the node did what it was asked is unknown. */
export class RpcNoAnswer extends Error {
  override readonly name = "RpcNoAnswer";
  readonly method: string;
  readonly reason: "malformed" | "status" | "timeout" | "unreachable";

  constructor(method: string, reason: RpcNoAnswer["reason"], message: string, options?: ErrorOptions) {
    super(`${method}: ${message}`, options);
    this.method = method;
    this.reason = reason;
  }
}

/** Most nodes put the bytes into `data`, some one level deeper. */
function revertData(data: unknown): Hex | undefined {
  if (typeof data === "string") return /^0x(?:[0-9a-f]{2})*$/i.test(data) ? (data as Hex) : undefined;
  if (typeof data === "object" && data !== null && "data" in data) return revertData(data.data);
  return undefined;
}
