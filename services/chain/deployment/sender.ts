import { setTimeout as sleep } from "node:timers/promises";

import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { ChainError } from "../problem.ts";
import { decodeRevert } from "../revert.ts";
import type { Rpc, RpcAnswer } from "../rpc.ts";
import { RpcError } from "../rpcError.ts";
import type { RpcReceipt } from "../rpcTypes.ts";
import type { Signer } from "../signer.ts";
import { signTransaction } from "../transaction.ts";

export interface Step {
  /** For messages. */
  readonly what: string;
  readonly to?: Address;
  readonly data: Hex;
}

/** Besu's legacy pool holds few transactions of one sender. */
const IN_FLIGHT = 4;
const POLL_MS = 20;
const PATIENCE_MS = 120_000;

/** Sends the deployer's transactions in order and waits until each is in a block. */
export class Sender {
  readonly #rpc: Rpc;
  readonly #deployer: Signer;
  readonly #chainId: number;
  #nonce: number;

  private constructor(rpc: Rpc, deployer: Signer, chainId: number, nonce: number) {
    this.#rpc = rpc;
    this.#deployer = deployer;
    this.#chainId = chainId;
    this.#nonce = nonce;
  }

  static async open(rpc: Rpc, deployer: Signer, chainId: number): Promise<Sender> {
    const nonce = await rpc.call<Hex>("eth_getTransactionCount", [deployer.address, "latest"]);
    return new Sender(rpc, deployer, chainId, Number(nonce));
  }

  /**
   * @param steps none of which needs another of them
   * @throws ChainError deployment-failed, naming the step and the contract's reason
   */
  async send(steps: readonly Step[]): Promise<RpcReceipt[]> {
    const receipts: RpcReceipt[] = [];
    for (let from = 0; from < steps.length; from += IN_FLIGHT) {
      receipts.push(...(await this.#sendSome(steps.slice(from, from + IN_FLIGHT))));
    }
    return receipts;
  }

  /** @returns the address of the new contract */
  async create(steps: readonly Step[]): Promise<Address[]> {
    const receipts = await this.send(steps);
    return receipts.map(({ contractAddress }, at) => {
      if (!contractAddress) throw failed(steps[at], "no contract was created");
      return contractAddress.toLowerCase() as Address;
    });
  }

  async #sendSome(steps: readonly Step[]): Promise<RpcReceipt[]> {
    const from = this.#deployer.address;
    const estimates = await this.#rpc.batch<Hex>(
      steps.map(({ to, data }) => ({ method: "eth_estimateGas", params: [{ from, ...(to && { to }), data }] })),
    );
    const signed = await Promise.all(
      steps.map((step, at) => {
        // The estimate is for the present block's state; a quarter more covers what changes until its own.
        const gasLimit = (BigInt(granted(step, estimates[at])) * 5n) / 4n;
        const { to, data } = step;
        const nonce = this.#nonce + at;
        return signTransaction(this.#deployer, { chainId: this.#chainId, nonce, gasLimit, ...(to && { to }), data });
      }),
    );
    this.#nonce += steps.length;
    const sent = await this.#rpc.batch<Hash>(
      signed.map(({ raw }) => ({ method: "eth_sendRawTransaction", params: [raw] })),
    );
    steps.forEach((step, at) => granted(step, sent[at]));
    return Promise.all(steps.map((step, at) => this.#receiptOf(step, signed[at]?.hash)));
  }

  async #receiptOf(step: Step, hash: Hash | undefined): Promise<RpcReceipt> {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const receipt = await this.#rpc.call<RpcReceipt | null>("eth_getTransactionReceipt", [hash]);
      if (receipt?.status === "0x0") throw failed(step, `transaction ${String(hash)} reverted`);
      if (receipt) return receipt;
      await sleep(POLL_MS);
    }
    throw failed(step, `transaction ${String(hash)} is in no block after ${PATIENCE_MS / 1000} s`);
  }
}

function granted<T>(step: Step, answer: RpcAnswer<T> | undefined): T {
  if (answer?.ok === true) return answer.result;
  const error = answer?.error;
  const revert = error instanceof RpcError && error.data ? decodeRevert(error.data) : undefined;
  const values = revert && Object.values(revert.args).map(String).join(", ");
  throw failed(step, revert ? `${revert.name}(${values ?? ""})` : (error?.message ?? "no answer"), error);
}

const failed = (step: Step | undefined, why: string, cause?: unknown): ChainError =>
  new ChainError("deployment-failed", `deployment failed at ${step?.what ?? "its end"}: ${why}`, { cause });
