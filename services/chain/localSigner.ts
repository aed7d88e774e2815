import { secp256k1 } from "@noble/curves/secp256k1.js";

import type { Address, Hash, Hex } from "../domain/brand.ts";
import { fromHex, parseHash, toHex } from "../domain/hex.ts";
import { ChainError } from "./problem.ts";
import { addressOf } from "./signer.ts";
import type { Custody, Signer } from "./signer.ts";

/** A signer whose key is in this process; nothing that prints or serialises it can reach the key. */
export class LocalSigner implements Signer {
  readonly address: Address;
  readonly custody: Custody;
  readonly #key: Uint8Array;

  /** @throws ChainError bad-key unless the key is 32 bytes in the group's range; the key is not in the message */
  constructor(key: Uint8Array, custody: Custody = "custodial") {
    if (!secp256k1.utils.isValidSecretKey(key))
      throw new ChainError("bad-key", "a private key is 32 bytes, 0 < key < n");
    this.#key = key.slice();
    this.address = addressOf(secp256k1.getPublicKey(key, false));
    this.custody = custody;
  }

  async sign(digest: Hash): Promise<Hex> {
    const message = fromHex(parseHash(digest, "digest"));
    const [recovery = 0, ...rs] = secp256k1.sign(message, this.#key, { prehash: false, format: "recovered" });
    return toHex(Uint8Array.of(...rs, 27 + recovery));
  }
}

export const generateKey = (): Uint8Array => secp256k1.utils.randomSecretKey();
