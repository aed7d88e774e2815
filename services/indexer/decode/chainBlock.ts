import type { Address, Hash, Hex } from "../../domain/brand.ts";

/** A block as far as the mirror keeps it: only our contracts' logs, only calldata that may carry intents. */
export interface ChainBlock {
  readonly number: bigint;
  readonly hash: Hash;
  /** Seconds since the epoch. */
  readonly timestamp: bigint;
  readonly transactions: readonly ChainTransaction[];
}

export interface ChainTransaction {
  readonly hash: Hash;
  /** Undefined unless the transaction went to the relay or to a party's account. */
  readonly call: { readonly recipient: Address; readonly input: Hex } | undefined;
  readonly logs: readonly ChainLog[];
}

export interface ChainLog {
  readonly address: Address;
  readonly topics: readonly Hash[];
  readonly data: Hex;
  /** In the block. */
  readonly index: number;
  /** In the transaction, as receipts and proofs count. */
  readonly position: number;
}
