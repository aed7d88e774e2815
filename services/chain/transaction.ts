import { Signature, Transaction } from "ethers";

import type { Address, Hash, Hex } from "../domain/brand.ts";
import type { Signer } from "./signer.ts";

export interface TransactionFields {
  readonly chainId: number;
  readonly nonce: number;
  readonly gasLimit: bigint;
  /** Absent when the transaction creates a contract. */
  readonly to?: Address;
  readonly data: Hex;
}

export interface SignedTransaction {
  readonly raw: Hex;
  readonly hash: Hash;
}

/** A legacy (type 0) transaction bound to its chain, without a price and without value: gas is free on these chains. */
export async function signTransaction(signer: Signer, fields: TransactionFields): Promise<SignedTransaction> {
  const transaction = Transaction.from({ type: 0, gasPrice: 0, value: 0, ...fields });
  const signature = await signer.sign(transaction.unsignedHash as Hash);
  transaction.signature = Signature.from(signature);
  return { raw: transaction.serialized as Hex, hash: transaction.hash as Hash };
}
