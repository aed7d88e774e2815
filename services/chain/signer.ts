import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

import type { Address, Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { ChainError } from "./problem.ts";

/** Who keeps the key; recorded on chain for each signer and shown in provenance. */
export type Custody = "custodial" | "external" | "hsm";

/** IPartyAccount.Custody */
export const CUSTODY_CODES: Readonly<Record<Custody, number>> = { custodial: 1, external: 2, hsm: 3 };

export interface Signer {
  readonly address: Address;
  readonly custody: Custody;
  /** @returns 65 bytes: r, s (in the lower half of the order), v (27 or 28) */
  sign(digest: Hash): Promise<Hex>;
}

/** Address of an uncompressed public key (65 bytes, 0x04 first). */
export const addressOf = (publicKey: Uint8Array): Address =>
  toHex(keccak_256(publicKey.subarray(1)).subarray(12)) as Address;

/**
 * Who signed. Only the form that contracts accept is read: 65 bytes, low s, v 27 or 28.
 *
 * @throws ChainError wrong-signature
 */
export function recoverSigner(digest: Hash, signature: Hex): Address {
  try {
    const bytes = fromHex(signature);
    const v = bytes[64];
    if (bytes.length !== 65 || (v !== 27 && v !== 28)) throw new RangeError("not 65 bytes ending in 27 or 28");
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), "compact").addRecoveryBit(v - 27);
    if (parsed.hasHighS()) throw new RangeError("s lies in the upper half of the order");
    return addressOf(parsed.recoverPublicKey(fromHex(digest)).toBytes(false));
  } catch (cause) {
    throw new ChainError("wrong-signature", "the signature is malformed", { cause });
  }
}

/**
 * Signatures of one digest as an account takes them: one after the other, ascending by signer.
 *
 * @throws ChainError wrong-signature if one is malformed or a signer appears twice
 */
export function joinSignatures(digest: Hash, signatures: readonly Hex[]): Hex {
  const signed = signatures.map((signature) => ({ signature, signer: recoverSigner(digest, signature) }));
  if (new Set(signed.map(({ signer }) => signer)).size !== signed.length) {
    throw new ChainError("wrong-signature", "one signer has signed twice");
  }
  signed.sort((a, b) => (a.signer < b.signer ? -1 : 1));
  return `0x${signed.map(({ signature }) => signature.slice(2)).join("")}`;
}
