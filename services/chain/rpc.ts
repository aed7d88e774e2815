import { postJson } from "./httpPost.ts";
import { RpcError, RpcNoAnswer } from "./rpcError.ts";
import type { RawRpcError } from "./rpcError.ts";

export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

export type RpcAnswer<T> =
  { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: RpcError | RpcNoAnswer };

/** Besu refuses batches of more than 1024 calls. */
const BATCH_LIMIT = 1000;

/** JSON-RPC over HTTP. Nothing is retried here: only the caller knows whether asking twice is harmless. */
export class Rpc {
  readonly #url: string;
  readonly #timeoutMs: number;

  /** @param options.timeoutMs for one HTTP request, a batch being one */
  constructor(url: string, options: { readonly timeoutMs?: number } = {}) {
    const { username, password } = new URL(url);
    if (username + password !== "") throw new TypeError("credentials do not belong into the address of a node");
    this.#url = url;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
  }

  /**
   * @param T what the method is specified to answer; the answer is not checked
   * @throws RpcError if the node refuses, RpcNoAnswer if it is not known what it did
   */
  async call<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    const answer = read(method, await this.#post(method, { jsonrpc: "2.0", id: 1, method, params }));
    if (answer.ok) return answer.result as T;
    throw answer.error;
  }

  /**
   * Answers in the order of the calls, each on its own; more than 1000 calls go in several requests, one after the other.
   *
   * @throws RpcNoAnswer if a whole request has no answer, RpcError if the node refuses a whole request
   */
  async batch<T>(calls: readonly RpcCall[]): Promise<RpcAnswer<T>[]> {
    const answers: RpcAnswer<T>[] = [];
    for (let from = 0; from < calls.length; from += BATCH_LIMIT) {
      answers.push(...((await this.#postBatch(calls.slice(from, from + BATCH_LIMIT))) as RpcAnswer<T>[]));
    }
    return answers;
  }

  async #postBatch(calls: readonly RpcCall[]): Promise<RpcAnswer<unknown>[]> {
    const method = `batch of ${calls.length}`;
    const body = calls.map((call, id) => ({ jsonrpc: "2.0", id, ...call }));
    const answers = await this.#post(method, body);
    if (!Array.isArray(answers)) {
      const refusal = read(method, answers);
      throw refusal.ok ? new RpcNoAnswer(method, "malformed", "the answer to a batch is no list") : refusal.error;
    }
    const byId = new Map((answers as { id?: unknown }[]).map((answer) => [answer.id, answer]));
    return calls.map((call, id) => read(call.method, byId.get(id)));
  }

  #post(method: string, body: unknown): Promise<unknown> {
    return postJson(this.#url, this.#timeoutMs, method, body);
  }
}

function read(method: string, answer: unknown): RpcAnswer<unknown> {
  if (typeof answer === "object" && answer !== null) {
    const { error, result } = answer as { result?: unknown; error?: RawRpcError };
    if (error) return { ok: false, error: new RpcError(method, error) };
    if (result !== undefined) return { ok: true, result };
  }
  return { ok: false, error: new RpcNoAnswer(method, "malformed", "the answer has neither a result nor an error") };
}
