import { toQuantity } from "../hex.ts";
import type { SignedTransaction } from "./transaction.ts";

/** A waiting transaction as `eth_getTransactionByHash` shows it. */
export function pendingView({ hash, from, nonce, decoded }: SignedTransaction): Record<string, unknown> {
  const { type, to, value, gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas, data, chainId, signature } = decoded;
  const dynamic = type === 2;
  return {
    hash,
    from,
    nonce: toQuantity(nonce),
    blockHash: null,
    blockNumber: null,
    transactionIndex: null,
    type: toQuantity(type ?? 0),
    to: to?.toLowerCase() ?? null,
    value: toQuantity(value),
    gas: toQuantity(gasLimit),
    gasPrice: toQuantity((dynamic ? maxFeePerGas : gasPrice) ?? 0n),
    ...(dynamic && { maxFeePerGas: toQuantity(maxFeePerGas ?? 0n) }),
    ...(dynamic && { maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas ?? 0n) }),
    ...(type !== 0 && { accessList: decoded.accessList ?? [] }),
    input: data,
    chainId: toQuantity(chainId),
    v: toQuantity(type === 0 ? (signature?.networkV ?? 0n) : (signature?.yParity ?? 0)),
    r: toQuantity(BigInt(signature?.r ?? 0)),
    s: toQuantity(BigInt(signature?.s ?? 0)),
  };
}
