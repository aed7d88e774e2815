import { isDeepStrictEqual } from "node:util";
import type { Provider } from "@nomicfoundation/edr";
import { fromQuantity, toQuantity } from "../hex.ts";
import type { Hex } from "../hex.ts";
import { NodeRefusal } from "../refusal.ts";
import { toRpcError } from "./errors.ts";
import { createProvider } from "./provider.ts";
import type { ChainParameters } from "./provider.ts";

export interface MinedBlock {
  readonly number: number;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly hash: string;
  /** Hashes in block order. */
  readonly transactions: readonly string[];
}

interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

const HEAD: Call = { method: "eth_getBlockByNumber", params: ["latest", false] };
const PENDING: Call = { method: "eth_pendingTransactions", params: [] };

/** The in-memory chain. It holds no transaction between two blocks: what it is offered is in the next block. */
export class Engine {
  readonly #provider: Provider;
  #offered: string[] = [];

  private constructor(provider: Provider) {
    this.#provider = provider;
  }

  static async create(parameters: ChainParameters): Promise<Engine> {
    return new Engine(await createProvider(parameters));
  }

  /** @throws RpcError as the engine answers. */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#send({ jsonrpc: "2.0", id: 1, method, params });
  }

  async head(): Promise<MinedBlock> {
    return toMinedBlock(await this.request(HEAD.method, HEAD.params));
  }

  /** Puts a raw transaction into the next block. @throws RpcError if it cannot be in it. */
  async offer(raw: Hex): Promise<void> {
    this.#offered.push(String(await this.request("eth_sendRawTransaction", [raw])));
  }

  /**
   * Mines one block of all that was offered, in that order.
   * @param timestamp epoch seconds, not below the head's.
   * @throws NodeRefusal `engine-failed` if the block is not exactly what was offered.
   */
  async mine(timestamp: number): Promise<MinedBlock> {
    const mine = { method: "evm_mine", params: [toQuantity(timestamp)] };
    const calls = [mine, HEAD, PENDING].map((call, id) => ({ jsonrpc: "2.0", id, ...call }));
    const answers = await this.#send(calls);
    const [, answer, pending] = Array.isArray(answers) ? (answers as unknown[]) : [];
    const block = toMinedBlock(answer);
    const offered = this.#offered;
    this.#offered = [];
    if (!isDeepStrictEqual([block.transactions, pending, block.timestamp], [offered, [], timestamp])) {
      const kept = `offered ${offered.length}, mined ${block.transactions.length}, kept ${JSON.stringify(pending)}`;
      throw new NodeRefusal("engine-failed", `block ${block.number} is not what was offered to the engine: ${kept}`);
    }
    return block;
  }

  async #send(request: object): Promise<unknown> {
    const response = await this.#provider.handleRequest(JSON.stringify(request));
    const data: unknown = response.data;
    const answer = (typeof data === "string" ? JSON.parse(data) : data) as { result?: unknown; error?: unknown };
    if (answer.error !== undefined) throw toRpcError(answer.error);
    return answer.result;
  }
}

function toMinedBlock(value: unknown): MinedBlock {
  const { number, timestamp, hash, transactions } = value as Record<string, unknown>;
  const block = { number: fromQuantity(number), timestamp: fromQuantity(timestamp), hash, transactions };
  if (isMinedBlock(block)) return block;
  throw new NodeRefusal("engine-failed", `the engine returned no block: ${JSON.stringify(value)}`);
}

function isMinedBlock(block: Record<keyof MinedBlock, unknown>): block is MinedBlock {
  return (
    typeof block.number === "number" &&
    typeof block.timestamp === "number" &&
    typeof block.hash === "string" &&
    Array.isArray(block.transactions)
  );
}
