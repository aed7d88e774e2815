import { RLP } from "@ethereumjs/rlp";
import type { Address, Hash } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { DomainError } from "../domain/problem.ts";
import { keccak } from "./keccak.ts";
import type { TrieNodes } from "./trieNodes.ts";
import { word } from "./words.ts";

export interface AccountState {
  readonly storageRoot: Hash;
  readonly codeHash: Hash;
}

const ACCOUNT_ITEMS = 4;
const HASH_LENGTH = 32;

/** Accounts and their storage as of one state root, as far as the nodes show them. */
export class WorldState {
  readonly #root: Hash;
  readonly #nodes: TrieNodes;
  readonly #accounts = new Map<Address, AccountState>();

  constructor(root: Hash, nodes: TrieNodes) {
    this.#root = root;
    this.#nodes = nodes;
  }

  /** @throws DomainError bad-proof, also when there is no account at the address */
  account(address: Address): AccountState {
    const known = this.#accounts.get(address);
    if (known) return known;
    const value = this.#nodes.find(this.#root, keccak(fromHex(address)));
    if (!value) throw new DomainError("bad-proof", `there is no account at ${address}`);
    const account = readAccount(value);
    this.#accounts.set(address, account);
    return account;
  }

  /** A word of storage; zero where nothing was ever written. @throws DomainError bad-proof */
  slot(address: Address, slot: Hash): bigint {
    const value = this.#nodes.find(this.account(address).storageRoot, keccak(fromHex(slot)));
    if (!value) return 0n;
    const bytes: unknown = RLP.decode(value);
    if (!(bytes instanceof Uint8Array) || bytes.length > HASH_LENGTH)
      throw new DomainError("bad-proof", `slot ${slot} of ${address} holds no word`);
    return BigInt(`0x0${toHex(bytes).slice(2)}`);
  }
}

/** rlp(nonce, balance, storage root, code hash) */
function readAccount(value: Uint8Array): AccountState {
  const items: unknown = RLP.decode(value);
  if (!Array.isArray(items) || items.length !== ACCOUNT_ITEMS)
    throw new DomainError("bad-proof", "an account's entry does not have four items");
  const [, , storageRoot, codeHash] = items.map((item: unknown) => (item instanceof Uint8Array ? toHex(item) : "0x"));
  return { storageRoot: storageRoot as Hash, codeHash: codeHash as Hash };
}

/** Where Solidity keeps an entry of the mapping at `slot`; `key` is one word. */
export const mappingSlot = (key: Parameters<typeof word>[0], slot: bigint | Hash): Hash =>
  toHex(keccak(Uint8Array.of(...word(key), ...word(slot)))) as Hash;

/** The slot `offset` places after. */
export const slotAt = (slot: bigint | Hash, offset = 0n): Hash =>
  toHex(word((BigInt(slot) + offset) % (1n << 256n))) as Hash;
