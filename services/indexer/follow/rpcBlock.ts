import type { RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { HeaderFields } from "../../evm/header.ts";

/** `eth_getBlockByNumber` with whole transactions; nothing of it is believed before it is checked. */
export interface RpcBlock extends HeaderFields {
  readonly hash: Hash;
  readonly transactions: readonly RpcTransaction[];
}

/** Quantities as hexadecimal numbers; which fields there are depends on the type. */
export interface RpcTransaction {
  readonly hash: Hash;
  readonly type: Hex;
  readonly nonce: Hex;
  readonly gasPrice?: Hex;
  readonly maxFeePerGas?: Hex;
  readonly maxPriorityFeePerGas?: Hex;
  readonly gas: Hex;
  readonly to: Address | null;
  readonly value: Hex;
  readonly input: Hex;
  readonly chainId?: Hex;
  readonly accessList?: readonly { readonly address: Address; readonly storageKeys: readonly Hash[] }[];
  readonly v: Hex;
  readonly r: Hex;
  readonly s: Hex;
  readonly yParity?: Hex;
}

export interface RpcBlockWithReceipts {
  readonly block: RpcBlock;
  readonly receipts: readonly RpcReceipt[];
}
