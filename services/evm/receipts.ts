import { RLP } from "@ethereumjs/rlp";
import type { Hash, Hex } from "../domain/brand.ts";
import { DomainError } from "../domain/problem.ts";
import { type BloomMemo, type LogFields, logsBloom } from "./bloom.ts";
import { dataField, quantityField } from "./fields.ts";
import { orderedTrieRoot } from "./orderedTrie.ts";

/** What of a JSON-RPC receipt the block commits to; `status` as since Byzantium. */
export interface ReceiptFields {
  readonly type: Hex;
  readonly status: Hex;
  readonly cumulativeGasUsed: Hex;
  readonly logs: readonly LogFields[];
}

const MAX_TYPE = 0x7f;

/**
 * The `receiptsRoot` of a block with these receipts, in the order of their transactions. Blooms are computed, not
 * taken over: a node that leaves out or changes a log cannot give a receipt that fits the block's header.
 * @throws DomainError bad-hex, bad-receipt
 */
export function receiptsRoot(receipts: readonly ReceiptFields[]): Hash {
  const memo: BloomMemo = new Map();
  return orderedTrieRoot(receipts.map((receipt) => encodeReceipt(receipt, memo)));
}

/** Consensus encoding: rlp(status, cumulative gas, bloom, logs), after the type's byte unless legacy (EIP-2718). */
export function encodeReceipt(receipt: ReceiptFields, memo?: BloomMemo): Uint8Array {
  const { status, cumulativeGasUsed, logs } = receipt;
  const [type = 0, ...more] = quantityField(receipt.type, "type");
  if (type > MAX_TYPE || more.length > 0) throw bad("type", "a transaction type is 0x0 to 0x7f");
  if (status !== "0x0" && status !== "0x1") throw bad("status", "a status is 0x0 or 0x1");
  const body = RLP.encode([
    quantityField(status, "status"),
    quantityField(cumulativeGasUsed, "cumulativeGasUsed"),
    logsBloom(logs, memo),
    logs.map(({ address, topics, data }) => [
      dataField(address, "address", 20),
      topics.map((topic) => dataField(topic, "topics", 32)),
      dataField(data, "data"),
    ]),
  ]);
  if (type === 0) return body;
  const typed = new Uint8Array(1 + body.length);
  typed[0] = type;
  typed.set(body, 1);
  return typed;
}

function bad(field: string, message: string): DomainError {
  return new DomainError("bad-receipt", message, { field });
}
