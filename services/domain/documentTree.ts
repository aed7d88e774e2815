import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";

import type { Hash } from "./brand.ts";
import { fromHex, toHex } from "./hex.ts";
import { DomainError } from "./problem.ts";
import { compareBytes, uint32be, utf8 } from "./utf8.ts";

export interface DocumentField {
  readonly path: string;
  readonly value: string;
}

export interface ProofStep {
  /** Where the sibling stands. */
  readonly side: "left" | "right";
  readonly hash: Hash;
}

/** Shows one field of a document and nothing of the others. */
export interface FieldProof extends DocumentField {
  readonly salt: Hash;
  /** From the leaf up. */
  readonly steps: readonly ProofStep[];
}

export interface DocumentTree {
  readonly root: Hash;
  /** @throws DomainError unknown-field */
  readonly proofOf: (path: string) => FieldProof;
}

/**
 * The salted Merkle tree of a document, specified with a test vector in README.md:
 * leaf = keccak256(0x00 | salt | uint32be(length of path) | path | value), leaves in the byte order of their paths,
 * node = keccak256(0x01 | left | right), a node without a partner moves up unchanged.
 *
 * @param saltOf 32 bytes per path, see `saltsFrom`
 * @throws DomainError empty-document, duplicate-field, bad-text, weak-key
 */
export function buildTree(fields: readonly DocumentField[], saltOf: (path: string) => Uint8Array): DocumentTree {
  const sorted = [...fields].sort((a, b) => compareBytes(utf8(a.path), utf8(b.path)));
  const index = new Map(sorted.map(({ path }, at) => [path, at]));
  if (index.size < sorted.length) {
    const repeated = sorted.find(({ path }, at) => index.get(path) !== at);
    throw new DomainError("duplicate-field", "a document has each field once", { field: repeated?.path });
  }
  const levels = [sorted.map((field) => leafOf(field, saltOf(field.path)))];
  for (let level = levels[0] ?? []; level.length > 1; levels.push(level)) level = parentsOf(level);
  const [root] = levels.at(-1) ?? [];
  if (!root) throw new DomainError("empty-document", "a document has at least one field");

  return {
    root: hashOf(root),
    proofOf(path) {
      const at = index.get(path);
      const field = at === undefined ? undefined : sorted[at];
      if (at === undefined || !field)
        throw new DomainError("unknown-field", "the document has no such field", { field: path });
      return { path, value: field.value, salt: hashOf(saltOf(path)), steps: stepsFrom(levels, at) };
    },
  };
}

/** True only if the proof leads from exactly its path, value and salt to the root. A malformed proof is false, not an error. */
export function verifyProof(root: Hash, proof: FieldProof): boolean {
  if (!isCanonical(proof)) return false;
  const top = proof.steps.reduce(
    (node, { side, hash }) => (side === "left" ? nodeOf(fromHex(hash), node) : nodeOf(node, fromHex(hash))),
    leafOf(proof, fromHex(proof.salt)),
  );
  return hashOf(top) === root;
}

// A proof comes from elsewhere: two writings of one proof must not both pass.
function isCanonical({ path, value, salt, steps }: FieldProof): boolean {
  const isHash = (text: string): boolean => /^0x[0-9a-f]{64}$/.test(text);
  const sides: readonly string[] = ["left", "right"];
  return (
    path.isWellFormed() &&
    value.isWellFormed() &&
    isHash(salt) &&
    steps.every(({ side, hash }) => sides.includes(side) && isHash(hash))
  );
}

/** Salts that can be derived again from one secret per document: HMAC-SHA256(secret, path). */
export function saltsFrom(secret: Uint8Array): (path: string) => Uint8Array {
  if (secret.length < 32) throw new DomainError("weak-key", "a document's secret has at least 32 bytes");
  return (path) => hmac(sha256, secret, utf8(path, path));
}

function leafOf({ path, value }: DocumentField, salt: Uint8Array): Uint8Array {
  if (salt.length !== 32) throw new DomainError("weak-key", "a salt has 32 bytes", { field: path });
  const name = utf8(path, path);
  return keccak_256(concatBytes(Uint8Array.of(0), salt, uint32be(name.length), name, utf8(value, path)));
}

const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  keccak_256(concatBytes(Uint8Array.of(1), left, right));

function parentsOf(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) parents.push(right ? nodeOf(left, right) : left);
  }
  return parents;
}

function stepsFrom(levels: readonly (readonly Uint8Array[])[], leaf: number): ProofStep[] {
  return levels.flatMap((level, height) => {
    const at = leaf >> height;
    const sibling = level[at ^ 1];
    return sibling ? [{ side: at % 2 === 1 ? ("left" as const) : ("right" as const), hash: hashOf(sibling) }] : [];
  });
}

const hashOf = (bytes: Uint8Array): Hash => toHex(bytes) as Hash;
