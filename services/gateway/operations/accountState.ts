import { ZeroAddress } from "ethers";

import { interfaceOf } from "../../chain/artifacts.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

export interface AccountState {
  readonly epoch: number;
  readonly threshold: number;
  /** Whether the intent of this id has had its outcome. */
  readonly isConsumed: boolean;
  /** Whether the key asked about signs for the account now; false if none was. */
  readonly isSigner: boolean;
  /** Of the latest block. */
  readonly blockGasLimit: bigint;
  /** The latest block's, epoch seconds: simulations take it for the present. */
  readonly headTime: bigint;
}

/** Reads from the chain, in one round trip, what an account asks of its next intent. */
export async function accountState(
  context: Context,
  account: Address,
  intent: Hash,
  key: Address | undefined,
): Promise<AccountState> {
  const abi = interfaceOf("PartyAccount");
  const call = (name: string, args: readonly unknown[]) => ({
    method: "eth_call",
    params: [{ to: account, data: abi.encodeFunctionData(name, args) }, "latest"],
  });
  const answers = await context.rpc.batch<unknown>([
    call("epoch", []),
    call("threshold", []),
    call("outcomeOf", [intent]),
    call("custodyOf", [key ?? ZeroAddress]),
    { method: "eth_getBlockByNumber", params: ["latest", false] },
  ]);
  const [epoch, threshold, outcome, custody, block] = answers.map((answer) => {
    if (!answer.ok) throw answer.error;
    return answer.result;
  }) as [Hex, Hex, Hex, Hex, { gasLimit: Hex; timestamp: Hex }];
  if (epoch === "0x") {
    throw new Problem("not-ready", {
      detail: "the party's account is not on the ledger yet; its admission is still under way",
    });
  }
  return {
    epoch: Number(epoch),
    threshold: Number(threshold),
    isConsumed: BigInt(outcome) !== 0n,
    isSigner: BigInt(custody) !== 0n,
    blockGasLimit: BigInt(block.gasLimit),
    headTime: BigInt(block.timestamp),
  };
}
