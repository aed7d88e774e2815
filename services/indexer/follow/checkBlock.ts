import type { RpcLog, RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Address } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";
import { headerHash } from "../../evm/header.ts";
import { receiptsRoot } from "../../evm/receipts.ts";
import type { ChainBlock, ChainLog, ChainTransaction } from "../decode/chainBlock.ts";
import type { Cursor } from "../write/cursor.ts";
import { ChainFault } from "./chainFault.ts";
import type { ChainFaultKind } from "./chainFault.ts";
import type { RpcBlock, RpcBlockWithReceipts } from "./rpcBlock.ts";
import { transactionsRoot } from "./transactionsRoot.ts";
import type { HashedTransaction } from "./transactionsRoot.ts";

/**
 * Takes from a node's answer only what the chain of hashes vouches for: parent, header, transactions and receipts.
 * @param parent the block before, undefined for the first that is read
 * @throws ChainFault
 */
export function checkBlock(number: bigint, parent: Cursor | undefined, answer: RpcBlockWithReceipts): ChainBlock {
  const { block, receipts } = answer;
  const same = (kind: ChainFaultKind, expected: string, found: string, what: string): void => {
    if (expected !== found) throw new ChainFault(kind, number, expected, found, what);
  };
  try {
    same("wrong-block", String(number), String(BigInt(block.number)), "the node has answered with another block");
    // A node that was reset shows a whole, valid block, which only does not follow ours.
    if (parent) same("parent-mismatch", parent.hash, block.parentHash, "it does not follow the block before it");
    same("block-hash-mismatch", block.hash, headerHash(block), "its header does not hash to its hash");
    same(
      "receipts-root-mismatch",
      block.receiptsRoot,
      receiptsRoot(receipts),
      "its receipts are not those of its header",
    );
    const { root, hashed } = transactionsRoot(block.transactions);
    same("transactions-root-mismatch", block.transactionsRoot, root, "its transactions are not those of its header");
    return accepted(number, block, receipts, hashed);
  } catch (error) {
    // Fields that cannot be encoded at all.
    if (error instanceof DomainError) {
      throw new ChainFault("block-hash-mismatch", number, "a well-formed block", error.message, "it cannot be read");
    }
    throw error;
  }
}

/** Log indices are not hashed, but follow from the receipts' order. */
function accepted(
  number: bigint,
  block: RpcBlock,
  receipts: readonly RpcReceipt[],
  hashed: readonly HashedTransaction[],
): ChainBlock {
  let index = 0;
  const transactions = hashed.map(({ hash, to, input }, at): ChainTransaction => {
    const logs = receipts[at]?.logs ?? [];
    const call = to === null ? undefined : { recipient: to.toLowerCase() as Address, input };
    return { hash, call, logs: logs.map((log, position) => logOf(log, index++, position)) };
  });
  return { number, hash: block.hash, timestamp: BigInt(block.timestamp), transactions };
}

function logOf({ address, topics, data }: RpcLog, index: number, position: number): ChainLog {
  return { address: address.toLowerCase() as Address, topics, data, index, position };
}
