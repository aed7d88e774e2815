import { getBytes } from "ethers";
import type { Transaction } from "ethers";

/** EIP-3860, in bytes. */
export const MAX_INITCODE = 49_152;

/**
 * Gas a transaction costs before its first instruction: EIP-2028 (calldata), EIP-2 and EIP-3860 (creation), EIP-2930
 * (access list), as of Cancun.
 */
export function intrinsicGas(transaction: Transaction): number {
  const data = getBytes(transaction.data);
  const zeros = data.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const calldata = 4 * zeros + 16 * (data.length - zeros);
  const creation = transaction.to === null ? 32_000 + 2 * Math.ceil(data.length / 32) : 0;
  const accessList = (transaction.accessList ?? []).reduce(
    (sum, entry) => sum + 2400 + 1900 * entry.storageKeys.length,
    0,
  );
  return 21_000 + calldata + creation + accessList;
}
