import { RLP } from "@ethereumjs/rlp";
import type { Hash } from "../domain/brand.ts";
import { DomainError } from "../domain/problem.ts";
import { keccak, keccakHash } from "./keccak.ts";

/** Items of a node: bytes, or a node so short that it stands inside its parent. */
type TrieNode = (Uint8Array | TrieNode)[];

interface Leaf {
  /** The key, one entry for each four bits. */
  readonly path: readonly number[];
  readonly value: Uint8Array;
}

const NO_BYTES = new Uint8Array();
const HASH_LENGTH = 32;
const BRANCHES = 16;

/**
 * Root of the Merkle-Patricia trie that maps rlp(index) to value, as blocks commit to their receipts and transactions
 * (Ethereum Yellow Paper, appendix D). Built in one pass, because the keys' order is known beforehand.
 *
 * @param values by index; none is empty, because the trie cannot tell empty from absent
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Hash {
  if (values.length === 0) return keccakHash(RLP.encode(NO_BYTES));
  return keccakHash(RLP.encode(buildNode(sortedLeaves(values), 0)));
}

/**
 * The nodes that lead from the root to the value at `index`, those that stand inside their parents left out: what proves to
 * whoever has the root that the value is there.
 */
export function orderedTrieProof(values: readonly Uint8Array[], index: number): Uint8Array[] {
  const path = nibblesOf(RLP.encode(index));
  const nodes: Uint8Array[] = [];
  let leaves = sortedLeaves(values);
  for (let depth = 0; leaves.length > 0; depth++) {
    const shared = sharedDepth(leaves, depth);
    const encoded = RLP.encode(buildNode(leaves, depth));
    if (depth === 0 || encoded.length >= HASH_LENGTH) nodes.push(encoded);
    if (leaves.length === 1) break;
    if (shared > depth) {
      const branch = RLP.encode(buildNode(leaves, shared));
      if (branch.length >= HASH_LENGTH) nodes.push(branch);
    }
    depth = shared;
    leaves = leaves.filter((leaf) => leaf.path[depth] === path[depth]);
  }
  return nodes;
}

/** By key: rlp(0) is 0x80, which lies between the one-byte keys 0x01 to 0x7f and the longer ones from 0x81 80 on. */
function sortedLeaves(values: readonly Uint8Array[]): Leaf[] {
  const leaves = values.map((value, index) => {
    if (value.length === 0) throw new DomainError("empty-trie-value", `value ${index} is empty`);
    return { path: nibblesOf(RLP.encode(index)), value };
  });
  return [...leaves.slice(1, 0x80), ...leaves.slice(0, 1), ...leaves.slice(0x80)];
}

/** The node above `leaves`, which are sorted, not empty, and share the first `depth` nibbles. No key begins another. */
function buildNode(leaves: readonly Leaf[], depth: number): TrieNode {
  const first = leaves.at(0);
  const last = leaves.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a node without leaves");
  if (first === last) return [compactPath(first.path.slice(depth), true), first.value];
  const shared = sharedDepth(leaves, depth);
  if (shared > depth)
    return [compactPath(first.path.slice(depth, shared), false), reference(buildNode(leaves, shared))];
  return [...branches(leaves, depth), NO_BYTES];
}

/** How many nibbles all paths share; all of them for a single leaf. */
function sharedDepth(leaves: readonly Leaf[], depth: number): number {
  const [first, last] = [leaves.at(0)?.path ?? [], leaves.at(-1)?.path ?? []];
  let shared = depth;
  while (shared < first.length && first[shared] === last[shared]) shared++;
  return shared;
}

function branches(leaves: readonly Leaf[], depth: number): TrieNode {
  const items: TrieNode = [];
  let from = 0;
  for (let nibble = 0; nibble < BRANCHES; nibble++) {
    let to = from;
    while (leaves[to]?.path[depth] === nibble) to++;
    items.push(to === from ? NO_BYTES : reference(buildNode(leaves.slice(from, to), depth + 1)));
    from = to;
  }
  return items;
}

/** What a parent holds of a node: the node itself when it is shorter than its hash. */
function reference(node: TrieNode): Uint8Array | TrieNode {
  const encoded = RLP.encode(node);
  return encoded.length < HASH_LENGTH ? node : keccak(encoded);
}

/** Hex-prefix encoding (appendix C): a flag for the end of the path, and one for an odd number of nibbles. */
function compactPath(path: readonly number[], ends: boolean): Uint8Array {
  const odd = path.length % 2 === 1;
  const flag = (ends ? 2 : 0) + (odd ? 1 : 0);
  const nibbles = odd ? [flag, ...path] : [flag, 0, ...path];
  return Uint8Array.from({ length: nibbles.length / 2 }, (_, at) => {
    return (nibbles[2 * at] ?? 0) * 16 + (nibbles[2 * at + 1] ?? 0);
  });
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 0xf]);
}
