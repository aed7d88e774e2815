import { randomBytes } from "node:crypto";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { EntityId, Hash } from "../../domain/brand.ts";
import { buildTree, saltsFrom } from "../../domain/documentTree.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import { toHex } from "../../domain/hex.ts";
import type { Queries } from "../../store/database.ts";

export interface SaltedReference {
  /** What goes on the ledger: the root of a tree of fields, or HMAC-SHA256(salt, kind | 0x00 | text), or for a bank's reference a hash without salt. */
  readonly hash: Hash;
  /** Keeps the text, so that the hash can be explained to whom it concerns. */
  readonly store: (q: Queries) => Promise<void>;
}

/** Hides a reference (a sub-invoice, a reason, a bank account) behind a salted hash. */
export function saltedReference(party: EntityId, kind: string, text: string): SaltedReference {
  const salt = randomBytes(32);
  const hash = toHex(hmac(sha256, salt, Buffer.from(`${kind}\0${text}`))) as Hash;
  return kept(hash, party, kind, text, salt);
}

/** Hides what consists of fields, any of which can be shown alone: the root of their tree. @param text that says all of it */
export function saltedFields(
  party: EntityId,
  kind: string,
  fields: readonly DocumentField[],
  text: string,
): SaltedReference {
  const salt = randomBytes(32);
  return kept(buildTree(fields, saltsFrom(salt)).root, party, kind, text, salt);
}

/**
 * The hash of a bank's reference, equal for equal references of one bank, so that the ledger books each once.
 * It is not salted: the bank's account is part of it.
 */
export function bankReference(bank: EntityId, text: string): SaltedReference {
  const normal = text.normalize("NFKC").trim();
  const hash = toHex(sha256(Buffer.from(`tallystick/bank-reference/1\0${bank}\0${normal}`))) as Hash;
  return {
    hash,
    store: async (q) => {
      await q.query(
        "INSERT INTO core.bank_references (hash, party_id, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [hash, bank, normal],
      );
    },
  };
}

const kept = (hash: Hash, party: EntityId, kind: string, text: string, salt: Uint8Array): SaltedReference => ({
  hash,
  store: async (q) => {
    await q.query(
      "INSERT INTO core.references (hash, party_id, kind, text, salt, created_at) VALUES ($1, $2, $3, $4, $5, now())",
      [hash, party, kind, text, salt],
    );
  },
});
