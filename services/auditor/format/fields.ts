import type { Address, Hash } from "../../domain/brand.ts";
import type { HeaderFields } from "../../evm/header.ts";
import { bytes, record, small, text } from "./read.ts";
import type { Read } from "./read.ts";

export const hash = bytes<Hash>({ length: 32 });
export const address = bytes<Address>({ length: 20 });
export const signature = bytes({ length: 65 });

/** Which network: nobody else's blocks, contracts or signatures count. */
export const network = record({
  name: text(64),
  chainId: small,
  networkId: hash,
  genesisHash: hash,
});

const quantity = text(66, /^0x(?:0|[1-9a-f][0-9a-f]*)$/);
const ALWAYS = {
  parentHash: hash,
  sha3Uncles: hash,
  miner: address,
  stateRoot: hash,
  transactionsRoot: hash,
  receiptsRoot: hash,
  logsBloom: bytes({ length: 256 }),
  difficulty: quantity,
  number: quantity,
  gasLimit: quantity,
  gasUsed: quantity,
  timestamp: quantity,
  extraData: bytes({ max: 16_384 }),
  mixHash: hash,
  nonce: bytes({ length: 8 }),
  baseFeePerGas: quantity,
};
/** Of later forks, in the order in which they came: a block has the first of them. */
const LATER = {
  withdrawalsRoot: hash,
  blobGasUsed: quantity,
  excessBlobGas: quantity,
  parentBeaconBlockRoot: hash,
  requestsHash: hash,
};
const later = Object.entries(LATER);

/** A block's header as JSON-RPC gives it, London or later; fields of forks that the block does not have are left out. */
export const header: Read<HeaderFields> = (value, path) => {
  const given: object = typeof value === "object" && value !== null ? value : {};
  const count = later.filter(([name]) => Object.hasOwn(given, name)).length;
  return record({ ...ALWAYS, ...Object.fromEntries(later.slice(0, count)) })(value, path) as HeaderFields;
};

/** The header's fields out of what a node answers for a block. */
export function headerOf(block: object): object {
  const names = new Set([...Object.keys(ALWAYS), ...Object.keys(LATER)]);
  return Object.fromEntries(Object.entries(block).filter(([name, value]) => names.has(name) && value !== null));
}
