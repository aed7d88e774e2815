import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { Address, Hash, Hex } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";
import { DomainError } from "../domain/problem.ts";
import { dataField } from "./fields.ts";
import { keccak } from "./keccak.ts";

const SCALARS_LENGTH = 64;
const V_OFFSET = 27;

/**
 * The address whose key signed `digest`. A signature is r (32) | s (32) | v, with v 27 or 28 and s in the lower half
 * of the order, as OpenZeppelin's ECDSA takes it: each signature has one form only.
 * @throws DomainError bad-signature
 */
export function recoverDigest(digest: Hash, signature: Hex): Address {
  const message = dataField(digest, "digest", 32);
  try {
    const bytes = dataField(signature, "signature", SCALARS_LENGTH + 1);
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, SCALARS_LENGTH), "compact");
    if (parsed.hasHighS()) throw new RangeError("s is in the upper half of the order");
    const recovery = (bytes[SCALARS_LENGTH] ?? 0) - V_OFFSET;
    if (recovery !== 0 && recovery !== 1) throw new RangeError("v is neither 27 nor 28");
    return addressOf(parsed.addRecoveryBit(recovery).recoverPublicKey(message).toBytes(false));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError("bad-signature", `not a signature of this digest: ${reason}`, { field: "signature", cause });
  }
}

/** @param publicKey uncompressed: 0x04, x, y */
function addressOf(publicKey: Uint8Array): Address {
  return toHex(keccak(publicKey.subarray(1)).subarray(12)) as Address;
}
