import { RLP } from "@ethereumjs/rlp";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";
import { dataField, quantityField } from "../../evm/fields.ts";
import { keccakHash } from "../../evm/keccak.ts";
import { orderedTrieRoot } from "../../evm/orderedTrie.ts";
import type { RpcTransaction } from "./rpcBlock.ts";

/** What the root vouches for, and the hash, which it does not: a node could show any. */
export interface HashedTransaction {
  readonly hash: Hash;
  readonly to: Address | null;
  readonly input: Hex;
}

type Item = Uint8Array | readonly Item[];

/**
 * The `transactionsRoot` of a block, and each transaction's hash. Receipts name no transaction: without this a node
 * could show any calldata, and any hash, beside true events.
 * @throws DomainError bad-hex, bad-transaction
 */
export function transactionsRoot(transactions: readonly RpcTransaction[]): { root: Hash; hashed: HashedTransaction[] } {
  const encoded = transactions.map((transaction) => ({ transaction, bytes: encode(transaction) }));
  return {
    root: orderedTrieRoot(encoded.map(({ bytes }) => bytes)),
    hashed: encoded.map(({ transaction: { to, input }, bytes }) => ({ hash: keccakHash(bytes), to, input })),
  };
}

/** EIP-2718: the type's byte, then the RLP of the type's own list; a legacy transaction is the list alone. */
function encode(transaction: RpcTransaction): Uint8Array {
  const { type, input, to } = transaction;
  const quantity = (name: keyof RpcTransaction): Uint8Array => quantityField((transaction[name] ?? "0x0") as Hex, name);
  const called = [
    to === null ? new Uint8Array() : dataField(to, "to", 20),
    quantity("value"),
    dataField(input, "input"),
  ];
  const signature = [quantity("v"), quantity("r"), quantity("s")];
  const gas = quantity("gas");
  const opening = [quantity("chainId"), quantity("nonce")];
  switch (type) {
    case "0x0":
      return RLP.encode([quantity("nonce"), quantity("gasPrice"), gas, ...called, ...signature]);
    case "0x1":
      return typed(1, [...opening, quantity("gasPrice"), gas, ...called, access(transaction), ...signature]);
    case "0x2": {
      const fees = [quantity("maxPriorityFeePerGas"), quantity("maxFeePerGas")];
      return typed(2, [...opening, ...fees, gas, ...called, access(transaction), ...signature]);
    }
    default:
      throw new DomainError("bad-transaction", `transactions of type ${type} are not read here`, { field: "type" });
  }
}

function typed(type: number, items: readonly Item[]): Uint8Array {
  return Uint8Array.from([type, ...RLP.encode(items as Uint8Array[])]);
}

function access({ accessList = [] }: RpcTransaction): Item {
  const key = (hash: Hash): Uint8Array => dataField(hash, "accessList", 32);
  const entry = (address: Address): Uint8Array => dataField(address, "accessList", 20);
  return accessList.map(({ address, storageKeys }) => [entry(address), storageKeys.map(key)]);
}
