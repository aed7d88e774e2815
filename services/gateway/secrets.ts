import { createSecretKey, randomBytes } from "node:crypto";

import type { Keystore, SealedStorage } from "../chain/keystore.ts";
import { ChainError } from "../chain/problem.ts";
import { open, seal } from "../chain/seal.ts";
import type { Address, EntityId } from "../domain/brand.ts";
import type { Queries } from "../store/database.ts";

/** Sealed keys and secrets, kept in core.secrets. */
export const sealedStorage = (q: Queries): SealedStorage => ({
  get: async (name) => {
    const [row] = await q.query<{ ciphertext: Uint8Array }>("SELECT ciphertext FROM core.secrets WHERE name = $1", [
      name,
    ]);
    return row?.ciphertext;
  },
  put: async (name, sealed) => {
    await q.query("INSERT INTO core.secrets (name, version, ciphertext) VALUES ($1, 1, $2)", [name, sealed]);
  },
});

/** Drops keys that were made for users who never came to be, because what should have made them was refused. */
export async function dropUnusedKeys(q: Queries, made: readonly Address[]): Promise<void> {
  if (made.length === 0) return;
  await q.query(
    `DELETE FROM core.secrets s USING unnest($1::text[]) AS made(address)
      WHERE s.name = 'key/' || made.address AND NOT EXISTS (SELECT 1 FROM core.known_keys k WHERE k.address = made.address)`,
    [made],
  );
}

/** A webhook's secret goes with it. */
export async function dropWebhookSecret(q: Queries, id: string): Promise<void> {
  await q.query("DELETE FROM core.secrets WHERE name = 'secret/webhook/' || $1::text", [id]);
}

/** A secret of 32 random bytes, made on first use. */
export async function ensureSecret(keystore: Keystore, name: string): Promise<Uint8Array> {
  if (await keystore.has(name)) return keystore.open(name);
  const fresh = randomBytes(32);
  try {
    await keystore.seal(name, fresh);
  } catch (error) {
    if (!(error instanceof ChainError && error.code === "secret-exists") && !(await keystore.has(name))) throw error;
  }
  return keystore.open(name);
}

const FINGERPRINT = "fingerprint";

/** The network's fingerprint keys, oldest first: version n+1 exists only if n does. */
export async function fingerprintKeys(keystore: Keystore): Promise<Uint8Array[]> {
  const keys = [await ensureSecret(keystore, `${FINGERPRINT}/1`)];
  while (await keystore.has(`${FINGERPRINT}/${String(keys.length + 1)}`)) {
    keys.push(await keystore.open(`${FINGERPRINT}/${String(keys.length + 1)}`));
  }
  return keys;
}

/** Encrypts what belongs to one party under a key of its own: destroying the key erases the data. */
export async function sealForParty(
  keystore: Keystore,
  party: EntityId,
  name: string,
  plain: Uint8Array,
): Promise<Uint8Array> {
  return seal(createSecretKey(await ensureSecret(keystore, `documents/${party}`)), name, plain);
}

/** @throws ChainError sealed-data-altered, wrong-master-key */
export async function openForParty(
  keystore: Keystore,
  party: EntityId,
  name: string,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  return open(createSecretKey(await ensureSecret(keystore, `documents/${party}`)), name, sealed);
}
