import { setImmediate } from "node:timers/promises";
import { messageOf } from "../refusal.ts";
import { RPC_CODE, RpcError } from "./error.ts";
import type { Method } from "./methods.ts";

/** Requests in one batch; Besu's default. */
export const BATCH_LIMIT = 1024;

type Id = string | number | null;

export interface Answer {
  readonly jsonrpc: "2.0";
  readonly id: Id;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

/** Answers one request or a batch, whose requests are carried out in their order. */
export async function dispatch(methods: ReadonlyMap<string, Method>, body: unknown): Promise<Answer | Answer[]> {
  if (!Array.isArray(body)) return answer(methods, body);
  if (body.length === 0) return failure(null, RPC_CODE.invalidRequest, "an empty batch");
  if (body.length > BATCH_LIMIT) {
    return failure(
      null,
      RPC_CODE.limitExceeded,
      `Number of requests in batch exceeds limit: the limit is ${BATCH_LIMIT}`,
    );
  }
  const answers: Answer[] = [];
  for (const request of body) {
    answers.push(await answer(methods, request));
    // Recovering a batch of signatures takes seconds; the sealer and other clients get their turn in between.
    await setImmediate();
  }
  return answers;
}

async function answer(methods: ReadonlyMap<string, Method>, request: unknown): Promise<Answer> {
  if (!isRequest(request)) return failure(null, RPC_CODE.invalidRequest, "not a JSON-RPC 2.0 request with an id");
  const { id, method, params = [] } = request;
  const found = methods.get(method);
  if (!found) return failure(id, RPC_CODE.methodNotFound, `the method ${method} does not exist/is not available`);
  if (!Array.isArray(params)) return failure(id, RPC_CODE.invalidParams, "params must be an array");
  try {
    return { jsonrpc: "2.0", id, result: await found(params) };
  } catch (error) {
    if (error instanceof RpcError) return failure(id, error.code, error.message, error.data);
    return failure(id, RPC_CODE.internal, messageOf(error));
  }
}

export function failure(id: Id, code: number, message: string, data?: string): Answer {
  return { jsonrpc: "2.0", id, error: { code, message, ...(data !== undefined && { data }) } };
}

function isRequest(value: unknown): value is { id: Id; method: string; params?: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const { jsonrpc, id, method } = value as Record<string, unknown>;
  return (
    jsonrpc === "2.0" && typeof method === "string" && (typeof id === "string" || typeof id === "number" || id === null)
  );
}
