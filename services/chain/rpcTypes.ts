import type { Address, Hash, Hex } from "../domain/brand.ts";

export interface RpcLog {
  readonly address: Address;
  readonly topics: readonly Hash[];
  readonly data: Hex;
  readonly blockNumber: Hex;
  readonly blockHash: Hash;
  readonly transactionHash: Hash;
  readonly transactionIndex: Hex;
  readonly logIndex: Hex;
}

export interface RpcReceipt {
  readonly transactionHash: Hash;
  readonly transactionIndex: Hex;
  readonly blockNumber: Hex;
  readonly blockHash: Hash;
  readonly from: Address;
  readonly to: Address | null;
  readonly contractAddress: Address | null;
  readonly type: Hex;
  readonly status: "0x0" | "0x1";
  readonly gasUsed: Hex;
  readonly cumulativeGasUsed: Hex;
  readonly logsBloom: Hex;
  readonly logs: readonly RpcLog[];
}
