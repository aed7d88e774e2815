import { dataLength, keccak256, Transaction } from "ethers";
import type { Signature } from "ethers";
import type { Recover } from "../engine/recover.ts";
import { isData } from "../hex.ts";
import type { Hex } from "../hex.ts";
import { messageOf } from "../refusal.ts";
import { RPC_CODE, RpcError } from "../rpc/error.ts";
import { intrinsicGas, MAX_INITCODE } from "./intrinsicGas.ts";

/** Bytes. A relay batch of a hundred intents with their signatures takes less than a fifth of it. */
export const MAX_TRANSACTION_BYTES = 1 << 20;

export interface SignedTransaction {
  readonly raw: Hex;
  readonly hash: string;
  /** Lower case. */
  readonly from: string;
  readonly nonce: number;
  readonly gas: number;
  readonly decoded: Transaction;
}

export interface Rules {
  readonly chainId: number;
  readonly blockGasLimit: number;
}

/**
 * Everything about a raw transaction that can be judged without the chain's state, so that what passes can be mined.
 * Error texts are geth's, which clients know.
 * @throws RpcError
 */
export async function readTransaction(raw: unknown, rules: Rules, recover: Recover): Promise<SignedTransaction> {
  const decoded = decode(raw);
  const { nonce, gasLimit, chainId } = decoded;
  if (chainId === 0n) throw refused("only replay-protected (EIP-155) transactions allowed over RPC");
  if (chainId !== BigInt(rules.chainId)) {
    throw refused(`invalid chain id for signer: have ${chainId} want ${rules.chainId}`);
  }
  checkGas(decoded, rules.blockGasLimit);
  checkCost(decoded);
  const from = await recover(decoded.unsignedHash, decoded.signature);
  const serialized = decoded.serialized as Hex;
  return { raw: serialized, hash: keccak256(serialized), from, nonce, gas: Number(gasLimit), decoded };
}

function decode(raw: unknown): Transaction & { signature: Signature } {
  if (!isData(raw)) throw new RpcError(RPC_CODE.invalidParams, "the raw transaction must be 0x and whole bytes");
  if (dataLength(raw) > MAX_TRANSACTION_BYTES)
    throw refused(`oversized data: the limit is ${MAX_TRANSACTION_BYTES} bytes`);
  const type = Number(raw.slice(0, 4));
  if (type > 2 && type < 0x80) throw refused(`transaction type not supported: ${type}`);
  const decoded = parse(raw);
  if (!decoded.isSigned()) throw refused("the transaction is not signed");
  if (!decoded.signature.isValid()) throw refused("invalid sender: s is not in the lower half of the order (EIP-2)");
  // A lenient decoding would accept a second encoding of the same transaction, under another hash.
  if (decoded.serialized !== raw.toLowerCase()) throw refused("the raw transaction is not canonically encoded");
  return decoded;
}

function parse(raw: string): Transaction {
  try {
    return Transaction.from(raw);
  } catch (cause) {
    throw refused(`the raw transaction cannot be decoded: ${messageOf(cause)}`);
  }
}

function checkGas(transaction: Transaction, blockGasLimit: number): void {
  const { gasLimit, to, data } = transaction;
  if (gasLimit > BigInt(blockGasLimit)) {
    throw refused(`exceeds block gas limit: have ${gasLimit}, limit ${blockGasLimit}`);
  }
  const needed = intrinsicGas(transaction);
  if (gasLimit < BigInt(needed)) throw refused(`intrinsic gas too low: have ${gasLimit}, want ${needed}`);
  if (to === null && dataLength(data) > MAX_INITCODE) {
    throw refused(`max initcode size exceeded: code size ${dataLength(data)}, limit ${MAX_INITCODE}`);
  }
}

/** No account of this chain holds or can earn native coin, so whatever costs anything cannot be paid for. */
function checkCost({ type, gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas, value }: Transaction): void {
  const [fee, tip] = type === 2 ? [maxFeePerGas ?? 0n, maxPriorityFeePerGas ?? 0n] : [gasPrice ?? 0n, 0n];
  if (tip > fee) throw refused("max priority fee per gas higher than max fee per gas");
  const cost = gasLimit * fee + value;
  if (cost > 0n) throw refused(`insufficient funds for gas * price + value: balance 0, tx cost ${cost}`);
}

function refused(message: string): RpcError {
  return new RpcError(RPC_CODE.server, message);
}
