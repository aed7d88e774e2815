import { RLP } from "@ethereumjs/rlp";
import type { Address, Hash, Hex } from "../domain/brand.ts";
import { dataField, quantityField } from "./fields.ts";
import { keccakHash } from "./keccak.ts";

/** The header's fields as JSON-RPC names them, up to Prague; one that the block's fork does not have is absent. */
export interface HeaderFields {
  readonly parentHash: Hash;
  readonly sha3Uncles: Hash;
  readonly miner: Address;
  readonly stateRoot: Hash;
  readonly transactionsRoot: Hash;
  readonly receiptsRoot: Hash;
  readonly logsBloom: Hex;
  readonly difficulty: Hex;
  readonly number: Hex;
  readonly gasLimit: Hex;
  readonly gasUsed: Hex;
  readonly timestamp: Hex;
  readonly extraData: Hex;
  readonly mixHash: Hash;
  readonly nonce: Hex;
  readonly baseFeePerGas?: Hex | null | undefined;
  readonly withdrawalsRoot?: Hash | null | undefined;
  readonly blobGasUsed?: Hex | null | undefined;
  readonly excessBlobGas?: Hex | null | undefined;
  readonly parentBeaconBlockRoot?: Hash | null | undefined;
  readonly requestsHash?: Hash | null | undefined;
}

type Kind = "quantity" | "any length" | number;

/** In the order of the header's RLP (EIP-1559, 4895, 4844, 4788, 7685); a number is a fixed length in bytes. */
const LAYOUT: readonly (readonly [keyof HeaderFields, Kind])[] = [
  ["parentHash", 32],
  ["sha3Uncles", 32],
  ["miner", 20],
  ["stateRoot", 32],
  ["transactionsRoot", 32],
  ["receiptsRoot", 32],
  ["logsBloom", 256],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "any length"],
  ["mixHash", 32],
  ["nonce", 8],
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", 32],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", 32],
  ["requestsHash", 32],
];

/**
 * The block's hash. QBFT hashes a shortened `extraData` (Besu's BftBlockHashing): there the caller has to shorten it.
 * @throws DomainError bad-hex naming the field
 */
export function headerHash(header: HeaderFields): Hash {
  const items = LAYOUT.flatMap(([field, kind]) => {
    const text = header[field];
    if (text === undefined || text === null) return [];
    if (kind === "quantity") return [quantityField(text, field)];
    return [kind === "any length" ? dataField(text, field) : dataField(text, field, kind)];
  });
  return keccakHash(RLP.encode(items));
}
