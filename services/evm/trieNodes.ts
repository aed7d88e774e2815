import { RLP } from "@ethereumjs/rlp";
import type { Hash } from "../domain/brand.ts";
import { DomainError } from "../domain/problem.ts";
import { toHex } from "../domain/hex.ts";
import { keccak, keccakHash } from "./keccak.ts";

type Item = Uint8Array | Item[];

/** Root of a trie without entries: keccak256(rlp("")). */
export const EMPTY_TRIE = keccakHash(RLP.encode(new Uint8Array()));

const HASH_LENGTH = 32;
const BRANCH_ITEMS = 17;
const SHORT_ITEMS = 2;

/**
 * Nodes of Merkle-Patricia tries, found by their hashes: the proofs of many entries, of many tries, share what they have in
 * common. What a lookup answers is what the trie with that root holds, or that it holds nothing (Yellow Paper, appendix D).
 */
export class TrieNodes {
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #unused = new Set<string>();

  /** @throws DomainError bad-proof when a node is given twice */
  constructor(nodes: readonly Uint8Array[]) {
    for (const node of nodes) {
      const hash = toHex(keccak(node));
      if (this.#nodes.has(hash)) throw bad(`node ${hash} is given twice`);
      this.#nodes.set(hash, node);
      this.#unused.add(hash);
    }
  }

  /** How many nodes no lookup has passed through. */
  get unused(): number {
    return this.#unused.size;
  }

  /**
   * The value under a key in the trie of this root, undefined when it has none.
   * @param key as it is: the tries of accounts and storage are keyed by hashes
   * @throws DomainError bad-proof when a node on the way is missing or is no node
   */
  find(root: Hash, key: Uint8Array): Uint8Array | undefined {
    if (root === EMPTY_TRIE) return undefined;
    let node: Item = this.#load(root);
    let rest = nibblesOf(key);
    for (;;) {
      if (!Array.isArray(node)) throw bad("a node is no list");
      if (node.length === SHORT_ITEMS) {
        const { path, isLeaf } = pathOf(node[0]);
        const matches = path.every((nibble, at) => nibble === rest[at]);
        if (isLeaf) return matches && path.length === rest.length ? bytesOf(node[1]) : undefined;
        if (!matches) return undefined;
        rest = rest.slice(path.length);
        node = this.#resolve(node[1]);
      } else {
        if (node.length !== BRANCH_ITEMS) throw bad(`a node has ${node.length} items`);
        const [nibble, ...after] = rest;
        const child: Item | undefined = nibble === undefined ? node[BRANCH_ITEMS - 1] : node[nibble];
        if (child === undefined || child.length === 0) return undefined;
        if (nibble === undefined) return bytesOf(child);
        rest = after;
        node = this.#resolve(child);
      }
    }
  }

  /** A reference is the node's hash, or the node itself when it is shorter than that. */
  #resolve(reference: Item | undefined): Item {
    if (Array.isArray(reference)) return reference;
    if (reference?.length !== HASH_LENGTH) throw bad("a reference is neither a hash nor a node");
    return this.#load(toHex(reference));
  }

  #load(hash: string): Item {
    const node = this.#nodes.get(hash);
    if (!node) throw bad(`node ${hash} is missing`);
    this.#unused.delete(hash);
    try {
      return RLP.decode(node);
    } catch (cause) {
      throw bad(`node ${hash} is no RLP`, cause);
    }
  }
}

/** Hex-prefix decoding (appendix C): a flag for the end of the path, and one for an odd number of nibbles. */
function pathOf(item: Item | undefined): { path: number[]; isLeaf: boolean } {
  const [flag = 0, ...nibbles] = nibblesOf(bytesOf(item));
  return { path: flag % 2 === 1 ? nibbles : nibbles.slice(1), isLeaf: flag >= 2 };
}

function bytesOf(item: Item | undefined): Uint8Array {
  if (!(item instanceof Uint8Array)) throw bad("a list stands where bytes should");
  return item;
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 0xf]);
}

const bad = (message: string, cause?: unknown): DomainError => new DomainError("bad-proof", message, { cause });
