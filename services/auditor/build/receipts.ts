import type { Rpc } from "../../chain/rpc.ts";
import type { RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import { toHex } from "../../domain/hex.ts";
import { orderedTrieProof } from "../../evm/orderedTrie.ts";
import { encodeReceipt } from "../../evm/receipts.ts";
import { headerOf } from "../format/fields.ts";
import { ExportRefused } from "./refused.ts";
import type { EventRow } from "./rows.ts";

/** Where an event stands in the receipts of its block, and the nodes that lead there. */
export interface ReceiptProof {
  readonly seq: number;
  readonly block: object;
  readonly number: bigint;
  readonly hash: Hash;
  readonly transaction: number;
  readonly log: number;
  readonly nodes: readonly Hex[];
}

/**
 * A receipt shows every log of its transaction, those of others too: it is for whoever may see all.
 * @throws ExportRefused when the node has the block no more, RpcError, RpcNoAnswer
 */
export async function receiptProof(
  rpc: Rpc,
  { seq, block: number, log_index: index }: EventRow,
): Promise<ReceiptProof> {
  const quantity: Hex = `0x${number.toString(16)}`;
  const [block, receipts] = await Promise.all([
    rpc.call<{ hash: Hash } | null>("eth_getBlockByNumber", [quantity, false]),
    rpc.call<RpcReceipt[] | null>("eth_getBlockReceipts", [quantity]),
  ]);
  if (!block || !receipts) throw new ExportRefused("incomplete", `the node does not have the block ${number} any more`);
  const logs = receipts.flatMap((receipt, transaction) => receipt.logs.map((_log, log) => ({ transaction, log })));
  const place = logs[index];
  if (!place) throw new ExportRefused("incomplete", `the block ${number} has no log ${index}`);
  const encoded = receipts.map((receipt) => encodeReceipt(receipt));
  const nodes = orderedTrieProof(encoded, place.transaction).map((node) => toHex(node));
  return { seq: Number(seq), block: headerOf(block), number, hash: block.hash, ...place, nodes };
}
